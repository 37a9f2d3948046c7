// Reads the certificates of endpoints: tlsclient PORT COUNT WIDTH. For bench/verify.bench.ts.
package main

import (
	"crypto/tls"
	"fmt"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
)

func number(at int) int {
	n, err := strconv.Atoi(os.Args[at])
	if err != nil {
		os.Exit(2)
	}
	return n
}

func main() {
	port, count, width := os.Args[1], number(2), number(3)
	var next, read atomic.Int64
	var all sync.WaitGroup
	for i := 0; i < width; i++ {
		all.Add(1)
		go func() {
			defer all.Done()
			for n := next.Add(1) - 1; n < int64(count); n = next.Add(1) - 1 {
				config := &tls.Config{ServerName: fmt.Sprintf("n%d.contoso.com", n), InsecureSkipVerify: true}
				connection, err := tls.Dial("tcp", "127.0.0.1:"+port, config)
				if err != nil {
					continue
				}
				if len(connection.ConnectionState().PeerCertificates) > 0 {
					read.Add(1)
				}
				_ = connection.Close()
			}
		}()
	}
	all.Wait()
	if read.Load() != int64(count) {
		os.Exit(1)
	}
}
