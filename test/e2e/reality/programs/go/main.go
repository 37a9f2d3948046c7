// Connects to TLS servers with Go's crypto/tls: one JSON object a line in, one out, in the same order.
package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"runtime"
	"time"
)

type request struct {
	Port  int    `json:"port"`
	Host  string `json:"host"`
	Roots string `json:"roots"`
}

type answer struct {
	Accepted bool   `json:"accepted"`
	Detail   string `json:"detail"`
}

func try(r request) answer {
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM([]byte(r.Roots))
	dialer := &net.Dialer{Timeout: 10 * time.Second}
	config := &tls.Config{RootCAs: roots, ServerName: r.Host}
	connection, err := tls.DialWithDialer(dialer, "tcp", fmt.Sprintf("127.0.0.1:%d", r.Port), config)
	if err != nil {
		return answer{false, err.Error()}
	}
	defer connection.Close()
	return answer{true, "the handshake is complete"}
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "version" {
		fmt.Println(runtime.Version())
		return
	}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 0, 1<<20), 1<<20)
	out := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var r request
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		if err := out.Encode(try(r)); err != nil {
			os.Exit(1)
		}
	}
}
