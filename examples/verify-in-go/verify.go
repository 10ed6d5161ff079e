// Verifies a public log of Glassline with Go's own library for transparency logs, golang.org/x/mod/sumdb, and not a
// line of Glassline's code.
//
//	go run verify.go https://talk.city.example/log VKEY [CHECKPOINT]
//
// It checks the signature of the log's checkpoint, reads every entry, computes the root of all of them and compares it with
// the one that was signed; then it proves 100 entries by the log's own tiles. With the file of a CHECKPOINT that was kept, it also
// proves that the log still has everything that it had then.
package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8
const bundleEntries = 1 << tileHeight
const proofs = 100

var prefix string

func get(path string) []byte {
	answer, err := http.Get(prefix + path)
	if err != nil {
		log.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != 200 {
		log.Fatalf("%s: the server answered %d", path, answer.StatusCode)
	}
	bytes, err := io.ReadAll(answer.Body)
	if err != nil {
		log.Fatal(err)
	}
	return bytes
}

func smaller(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}

// Opens a signed checkpoint: origin, size and root, one a line.
func open(signed []byte, verifier note.Verifier) tlog.Tree {
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		log.Fatal("the checkpoint: ", err)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		log.Fatal("the checkpoint is not of the log with this key")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		log.Fatal("the checkpoint: ", err)
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		log.Fatal("the checkpoint: ", err)
	}
	return tlog.Tree{N: size, Hash: root}
}

// The log's tiles, as Go's library asks for them. It names the height in the path; tlog-tiles has only one.
type tiles struct{}

func (tiles) Height() int { return tileHeight }

func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func (tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var read [][]byte
	for _, tile := range wanted {
		read = append(read, get(strings.Replace(tile.Path(), "tile/8/", "tile/", 1)))
	}
	return read, nil
}

// The path of a bundle of entries: that of the tile of their hashes, with another name for the level.
func bundlePath(number int64, width int) string {
	tile := tlog.Tile{H: tileHeight, L: 0, N: number, W: width}
	return strings.Replace(tile.Path(), "tile/8/0/", "tile/entries/", 1)
}

func main() {
	if len(os.Args) != 3 && len(os.Args) != 4 {
		log.Fatal("usage: verify URL VKEY [CHECKPOINT]")
	}
	log.SetFlags(0)
	prefix = strings.TrimRight(os.Args[1], "/") + "/"
	verifier, err := note.NewVerifier(os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	tree := open(get("checkpoint"), verifier)

	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var found []tlog.Hash
		for _, index := range indexes {
			found = append(found, stored[index])
		}
		return found, nil
	})
	for index := int64(0); index < tree.N; {
		width := int(smaller(bundleEntries, tree.N-index))
		bundle := get(bundlePath(index/bundleEntries, width))
		for i := 0; i < width; i++ {
			length := int(binary.BigEndian.Uint16(bundle))
			hashes, err := tlog.StoredHashes(index, bundle[2:2+length], reader)
			if err != nil {
				log.Fatal(err)
			}
			stored = append(stored, hashes...)
			bundle = bundle[2+length:]
			index++
		}
		if len(bundle) > 0 {
			log.Fatalf("a bundle has more than its %d entries", width)
		}
	}
	root, err := tlog.TreeHash(tree.N, reader)
	if err != nil {
		log.Fatal(err)
	}
	if root != tree.Hash {
		log.Fatalf("the entries have the root %v, and %v was signed", root, tree.Hash)
	}
	fmt.Printf("%d entries, and their root is the one that was signed\n", tree.N)

	byTiles := tlog.TileHashReader(tree, tiles{})
	proved := 0
	for i := int64(0); i < proofs && i < tree.N; i++ {
		index := i * tree.N / smaller(proofs, tree.N)
		proof, err := tlog.ProveRecord(tree.N, index, byTiles)
		if err != nil {
			log.Fatal(err)
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, stored[tlog.StoredHashIndex(0, index)]); err != nil {
			log.Fatalf("entry %d: %v", index, err)
		}
		proved++
	}
	fmt.Printf("%d entries proved by the log's tiles\n", proved)

	if len(os.Args) == 4 {
		kept, err := os.ReadFile(os.Args[3])
		if err != nil {
			log.Fatal(err)
		}
		earlier := open(kept, verifier)
		if earlier.N > tree.N {
			log.Fatalf("the log has %d entries, and the checkpoint that was kept has %d", tree.N, earlier.N)
		}
		if earlier.N > 0 {
			proof, err := tlog.ProveTree(tree.N, earlier.N, byTiles)
			if err != nil {
				log.Fatal(err)
			}
			if err := tlog.CheckTree(proof, tree.N, tree.Hash, earlier.N, earlier.Hash); err != nil {
				log.Fatalf("the past was changed: %v", err)
			}
		}
		fmt.Printf("it still has the %d entries of the checkpoint that was kept\n", earlier.N)
	}
}
