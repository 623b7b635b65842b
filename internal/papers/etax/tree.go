package etax

import (
	"bytes"
	"encoding/xml"
	"io"

	"github.com/talat-pos/talat/internal/fault"
)

// node is an element of a document: either children or a text.
type node struct {
	space    string // of a document read: its namespace
	name     string
	attrs    []attr
	text     string
	children []*node
}

type attr struct{ name, value string }

// el makes an element of children; nil ones are left out.
func el(name string, children ...*node) *node {
	n := &node{name: name}
	for _, child := range children {
		if child != nil {
			n.children = append(n.children, child)
		}
	}
	return n
}

// tx makes an element of a text.
func tx(name, text string, attrs ...attr) *node { return &node{name: name, text: text, attrs: attrs} }

// opt makes an element of a text, none for an empty one.
func opt(name, text string) *node {
	if text == "" {
		return nil
	}
	return tx(name, text)
}

// child gives the element at a path of names, nil when there is none.
func (n *node) child(path ...string) *node {
	for _, name := range path {
		if n == nil {
			return nil
		}
		var next *node
		for _, c := range n.children {
			if c.name == name {
				next = c
				break
			}
		}
		n = next
	}
	return n
}

// all gives every element with a name.
func (n *node) all(name string) (found []*node) {
	if n == nil {
		return nil
	}
	for _, c := range n.children {
		if c.name == name {
			found = append(found, c)
		}
	}
	return found
}

// at gives the text of the element at a path, "" when there is none.
func (n *node) at(path ...string) string {
	if found := n.child(path...); found != nil {
		return found.text
	}
	return ""
}

// attr gives an attribute, "" when there is none.
func (n *node) attr(name string) string {
	if n == nil {
		return ""
	}
	for _, a := range n.attrs {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

// encode writes a document. Children of the root stand in rsm, all below in ram.
func encode(root *node, kind kind) []byte {
	var out bytes.Buffer
	out.WriteString(xml.Header)
	encoder := xml.NewEncoder(&out)
	encoder.Indent("", "  ")
	root.attrs = []attr{{"xmlns:rsm", kind.rsm()}, {"xmlns:ram", kind.ram()}}
	write(encoder, root, 0)
	if err := encoder.Flush(); err != nil {
		panic(err) // a buffer takes everything, and names and texts were checked
	}
	out.WriteByte('\n')
	return out.Bytes()
}

func write(encoder *xml.Encoder, n *node, depth int) {
	prefix := "ram:"
	if depth < 2 {
		prefix = "rsm:"
	}
	start := xml.StartElement{Name: xml.Name{Local: prefix + n.name}}
	for _, a := range n.attrs {
		start.Attr = append(start.Attr, xml.Attr{Name: xml.Name{Local: a.name}, Value: a.value})
	}
	tokens := []xml.Token{start}
	if n.text != "" {
		tokens = append(tokens, xml.CharData(n.text))
	}
	for _, token := range tokens {
		if err := encoder.EncodeToken(token); err != nil {
			panic(err)
		}
	}
	for _, child := range n.children {
		write(encoder, child, depth+1)
	}
	if err := encoder.EncodeToken(start.End()); err != nil {
		panic(err)
	}
}

// Bounds of a document that is read. The largest the writer makes has 500 lines of some 40 elements.
const (
	maxBytes = 16 << 20
	maxDepth = 12
	maxNodes = 60_000
)

// parse reads a document into a tree. A DTD is refused, for it could name other files.
func parse(document []byte) (*node, error) {
	bad := fault.New("etax_unreadable", "xml", nil)
	if len(document) > maxBytes {
		return nil, bad
	}
	decoder := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(document, []byte("\ufeff"))))
	var root *node
	var open []*node
	var texts [][]byte // of the open elements: comments may cut a text into many pieces
	for count := 0; ; {
		token, err := decoder.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, &fault.Error{Code: bad.Code, Field: bad.Field, Err: err}
		}
		switch token := token.(type) {
		case xml.Directive:
			return nil, bad
		case xml.StartElement:
			n := &node{space: token.Name.Space, name: token.Name.Local}
			for _, a := range token.Attr {
				n.attrs = append(n.attrs, attr{a.Name.Local, a.Value})
			}
			switch count++; {
			case count > maxNodes || len(open) >= maxDepth || len(open) == 0 && root != nil:
				return nil, bad
			case len(open) == 0:
				root = n
			default:
				parent := open[len(open)-1]
				parent.children = append(parent.children, n)
			}
			open, texts = append(open, n), append(texts, nil)
		case xml.EndElement:
			last := open[len(open)-1]
			last.text = string(bytes.TrimSpace(texts[len(open)-1]))
			if len(last.children) > 0 && last.text != "" {
				return nil, bad
			}
			open, texts = open[:len(open)-1], texts[:len(open)-1]
		case xml.CharData:
			if at := len(open) - 1; at >= 0 {
				texts[at] = append(texts[at], token...)
			}
		}
	}
	if root == nil {
		return nil, bad
	}
	return root, nil
}
