// Judges certificate paths with Go's crypto/x509: one JSON object a line in, one out.
// With -repeat N each path is judged N times and the mean time in nanoseconds is added (parsing included).
package main

import (
	"bufio"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"flag"
	"os"
	"time"
)

type request struct {
	Leaf          string   `json:"leaf"`
	Intermediates []string `json:"intermediates"`
	Roots         []string `json:"roots"`
	Name          string   `json:"name"`
	Time          string   `json:"time"`
}

type verdict struct {
	Ok          bool   `json:"ok"`
	Error       string `json:"error"`
	Nanoseconds int64  `json:"nanoseconds,omitempty"`
}

func parse(text string) (*x509.Certificate, error) {
	der, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, err
	}
	return x509.ParseCertificate(der)
}

func judge(r request) error {
	leaf, err := parse(r.Leaf)
	if err != nil {
		return err
	}
	roots, intermediates := x509.NewCertPool(), x509.NewCertPool()
	for _, text := range r.Roots {
		if root, err := parse(text); err == nil {
			roots.AddCert(root)
		}
	}
	for _, text := range r.Intermediates {
		if ca, err := parse(text); err == nil {
			intermediates.AddCert(ca)
		}
	}
	at, err := time.Parse(time.RFC3339, r.Time)
	if err != nil {
		return err
	}
	_, err = leaf.Verify(x509.VerifyOptions{DNSName: r.Name, Roots: roots, Intermediates: intermediates, CurrentTime: at})
	return err
}

func main() {
	repeat := flag.Int("repeat", 1, "how often each path is judged")
	flag.Parse()
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := json.NewEncoder(os.Stdout)
	decoder := json.NewDecoder(in)
	for decoder.More() {
		var r request
		if err := decoder.Decode(&r); err != nil {
			os.Exit(1)
		}
		var err error
		started := time.Now()
		for i := 0; i < *repeat; i++ {
			err = judge(r)
		}
		v := verdict{Ok: err == nil}
		if err != nil {
			v.Error = err.Error()
		}
		if *repeat > 1 {
			v.Nanoseconds = time.Since(started).Nanoseconds() / int64(*repeat)
		}
		_ = out.Encode(v)
	}
}
