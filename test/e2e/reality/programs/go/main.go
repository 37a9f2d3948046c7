// Connects to TLS servers with Go's crypto/tls: one JSON object a line in, one out, in the same order.
package main

import (
	"bufio"
	"crypto"
	_ "crypto/sha256"
	_ "crypto/sha512"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"runtime"
	"strings"
	"time"
)

type request struct {
	Port         int    `json:"port"`
	Host         string `json:"host"`
	Roots        string `json:"roots"`
	Certificate  string `json:"certificate"`
	Key          string `json:"key"`
	WithoutSni   bool   `json:"withoutSni"`
	WithoutTls13 bool   `json:"withoutTls13"`
	// Sent after the handshake; empty: the handshake is all.
	Text string `json:"text"`
	// Header that carries the channel binding; empty: none.
	BindingHeader string `json:"bindingHeader"`
}

type answer struct {
	Accepted bool   `json:"accepted"`
	Detail   string `json:"detail"`
	// What came after the handshake.
	Text string `json:"text"`
}

// The hash of RFC 5929 4.1: that of the certificate's signature, SHA-256 for what is weaker.
func endPoint(certificate *x509.Certificate) string {
	hash := crypto.SHA256
	switch certificate.SignatureAlgorithm {
	case x509.SHA384WithRSA, x509.ECDSAWithSHA384, x509.SHA384WithRSAPSS:
		hash = crypto.SHA384
	case x509.SHA512WithRSA, x509.ECDSAWithSHA512, x509.SHA512WithRSAPSS:
		hash = crypto.SHA512
	}
	digest := hash.New()
	digest.Write(certificate.Raw)
	return hex.EncodeToString(digest.Sum(nil))
}

func configOf(r request) (*tls.Config, error) {
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM([]byte(r.Roots))
	config := &tls.Config{RootCAs: roots, ServerName: r.Host}
	if r.WithoutTls13 {
		config.MaxVersion = tls.VersionTLS12
	}
	if r.Certificate != "" {
		pair, err := tls.X509KeyPair([]byte(r.Certificate), []byte(r.Key))
		if err != nil {
			return nil, err
		}
		config.Certificates = []tls.Certificate{pair}
	}
	if r.WithoutSni {
		// An address is never sent; the name is compared all the same, by the validator that would have been asked.
		config.ServerName = "127.0.0.1"
		config.InsecureSkipVerify = true
		config.VerifyConnection = func(state tls.ConnectionState) error {
			options := x509.VerifyOptions{Roots: roots, DNSName: r.Host, Intermediates: x509.NewCertPool()}
			for _, one := range state.PeerCertificates[1:] {
				options.Intermediates.AddCert(one)
			}
			_, err := state.PeerCertificates[0].Verify(options)
			return err
		}
	}
	return config, nil
}

func try(r request) answer {
	config, err := configOf(r)
	if err != nil {
		return answer{false, err.Error(), ""}
	}
	dialer := &net.Dialer{Timeout: 10 * time.Second}
	connection, err := tls.DialWithDialer(dialer, "tcp", fmt.Sprintf("127.0.0.1:%d", r.Port), config)
	if err != nil {
		return answer{false, err.Error(), ""}
	}
	defer connection.Close()
	if r.Text == "" {
		return answer{true, "the handshake is complete", ""}
	}
	text := r.Text
	if r.BindingHeader != "" {
		binding := endPoint(connection.ConnectionState().PeerCertificates[0])
		text = strings.Replace(text, "\r\n\r\n", "\r\n"+r.BindingHeader+": "+binding+"\r\n\r\n", 1)
	}
	connection.SetDeadline(time.Now().Add(10 * time.Second))
	io.WriteString(connection, text)
	received, _ := io.ReadAll(connection)
	return answer{true, "the handshake is complete", string(received)}
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "version" {
		fmt.Println(runtime.Version())
		return
	}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 0, 1<<20), 1<<20)
	out := json.NewEncoder(os.Stdout)
	// Most of the time is waiting for servers.
	answers := make(chan chan answer, 8)
	done := make(chan bool)
	go func() {
		for next := range answers {
			if err := out.Encode(<-next); err != nil {
				os.Exit(1)
			}
		}
		done <- true
	}()
	for lines.Scan() {
		var r request
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		next := make(chan answer, 1)
		answers <- next
		go func() { next <- try(r) }()
	}
	close(answers)
	<-done
}
