//go:build tools

// Package etcd keeps the server that the lab and the tests build in go.mod.
package etcd

import _ "go.etcd.io/etcd/server/v3"
