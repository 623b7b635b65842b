package contract

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// page writes the contract for people.
type page struct {
	*document
	bytes.Buffer
}

func pageOf(source []byte) ([]byte, error) {
	doc, err := parse(source)
	if err != nil {
		return nil, err
	}
	p := &page{document: doc}
	p.head()
	p.contents()
	for _, tag := range items(doc.at("tags")) {
		p.tag(tag)
	}
	p.hints()
	p.schemas()
	return p.Bytes(), nil
}

func (p *page) say(format string, values ...any) { fmt.Fprintf(p, format+"\n", values...) }

func (p *page) head() {
	p.say("<!-- Made from %s by go test ./docs/contract -update; change that file. -->", contractFile)
	p.say("# %s %s\n", text(p.at("info"), "title"), text(p.at("info"), "version"))
	p.say("%s The contract itself: [%s](%s), OpenAPI %s, %s. `make lint-contract` holds it against redocly and spectral where Node is.\n",
		text(p.at("info"), "summary"), contractFile, contractFile, text(p.root, "openapi"), text(p.at("info", "license"), "name"))
	p.say("%s\n", text(p.at("info"), "description"))
}

func (p *page) contents() {
	p.say("## What can be called\n\n| call | what it does | scope |\n|---|---|---|")
	for _, op := range p.operations() {
		p.say("| [`%s %s`](#%s) | %s | %s |", op.method, op.path, anchor(title(op)), text(op.node, "summary"), p.scope(op))
	}
	p.say("\n| scope | what it allows |\n|---|---|")
	for scope, node := range pairs(p.at("components", "securitySchemes", "oauth2", "flows", "clientCredentials", "scopes")) {
		p.say("| `%s` | %s |", scope, node.Value)
	}
	p.say("")
}

func title(op operation) string { return op.method + " " + op.path }

// anchor is the one that a heading gets on the usual sites.
func anchor(heading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-', r == '_':
			return r
		}
		return -1
	}, strings.ToLower(heading))
}

func (p *page) scope(op operation) string {
	security := at(op.node, "security")
	switch {
	case security == nil:
		return "any token"
	case len(items(security)) == 0:
		return "none"
	}
	scopes := at(items(security)[0], "oauth2")
	if scopes == nil {
		return "id and secret"
	}
	return "`" + strings.Join(strs(scopes), "` `") + "`"
}

func (p *page) tag(tag *yaml.Node) {
	name := text(tag, "name")
	p.say("## %s\n\n%s\n", strings.ToUpper(name[:1])+name[1:], text(tag, "description"))
	for _, op := range p.operations() {
		if slices.Contains(strs(at(op.node, "tags")), name) {
			p.operation(op)
		}
	}
}

func (p *page) operation(op operation) {
	p.say("### `%s`\n\n%s. %s\n", title(op), text(op.node, "summary"), text(op.node, "description"))
	if parameters := p.parameters(op); len(parameters) > 0 {
		p.say("| parameter | in | rule | what it is | example |\n|---|---|---|---|---|")
		for _, parameter := range parameters {
			schema := at(parameter, "schema")
			example := text(parameter, "example")
			if example == "" {
				example = text(p.follow(schema), "example")
			}
			p.say("| `%s`%s | %s | %s | %s | %s |", text(parameter, "name"), star(text(parameter, "required") == "true"), text(parameter, "in"),
				cell(p.rule(schema)), cell(text(parameter, "description")), code(example))
		}
		p.say("")
	}
	if body := at(op.node, "requestBody"); body != nil {
		p.say("**Sent:** %s\n", p.body(body))
	}
	p.say("| answer | what it means | body |\n|---|---|---|")
	for status, node := range pairs(at(op.node, "responses")) {
		answer := p.follow(node)
		p.say("| %s | %s%s | %s |", status, cell(text(answer, "description")), p.headers(answer), p.body(answer))
	}
	p.say("")
}

func (p *page) headers(answer *yaml.Node) string {
	var names []string
	for name := range pairs(at(answer, "headers")) {
		names = append(names, "`"+name+"`")
	}
	if names == nil {
		return ""
	}
	return "; " + strings.Join(names, ", ")
}

// body lists the kinds of a body with what they hold.
func (p *page) body(node *yaml.Node) string {
	var all []string
	for kind, content := range pairs(at(node, "content")) {
		all = append(all, "`"+kind+"` "+p.rule(at(content, "schema")))
	}
	return strings.Join(all, "<br>")
}

func (p *page) hints() {
	for name, item := range pairs(p.at("webhooks")) {
		p.operation(operation{"POST", "your address (" + name + ")", item, at(item, "post")})
	}
}

func (p *page) schemas() {
	p.say("## What is sent and answered\n\nFields with * must be there.\n")
	for name, schema := range pairs(p.at("components", "schemas")) {
		p.say("### %s\n\n%s.", name, strings.TrimSuffix(text(schema, "description"), "."))
		if rule := p.rule(schema); !strings.HasPrefix(rule, "object") {
			p.say("\n%s%s", strings.ToUpper(rule[:1])+rule[1:], shown(text(schema, "example")))
		}
		p.fields(schema)
		p.say("")
	}
}

func shown(example string) string {
	if example == "" {
		return ""
	}
	return ", such as " + code(example)
}

// fields lists a schema's own fields, also those that it adds to another one.
func (p *page) fields(schema *yaml.Node) {
	parts := append([]*yaml.Node{schema}, items(at(schema, "allOf"))...)
	headed := false
	for _, part := range parts {
		required := strs(at(part, "required"))
		for name, field := range pairs(at(part, "properties")) {
			if !headed {
				p.say("\n| field | rule | what it is | example |\n|---|---|---|---|")
				headed = true
			}
			description := text(field, "description")
			if description == "" {
				description = text(p.follow(field), "description")
			}
			p.say("| `%s`%s | %s | %s | %s |", name, star(slices.Contains(required, name)), cell(p.rule(field)), cell(description), code(p.example(field)))
		}
	}
}

func (p *page) example(field *yaml.Node) string {
	if example := text(field, "example"); example != "" {
		return example
	}
	if constant := text(field, "const"); constant != "" {
		return constant
	}
	if inner := p.follow(field); inner != field && at(inner, "properties") == nil {
		return text(inner, "example")
	}
	return ""
}

func star(is bool) string {
	if is {
		return "*"
	}
	return ""
}

func code(text string) string {
	if text == "" {
		return ""
	}
	return "`" + cell(text) + "`"
}

// cell keeps a text inside its cell of a table.
func cell(text string) string {
	return strings.NewReplacer("|", "\\|", "\n", " ").Replace(text)
}

// written puts a list or an object on one line.
func written(node *yaml.Node) string {
	switch node.Kind {
	case yaml.SequenceNode:
		var all []string
		for _, item := range node.Content {
			all = append(all, written(item))
		}
		return "[" + strings.Join(all, ", ") + "]"
	case yaml.MappingNode:
		var all []string
		for key, value := range pairs(node) {
			all = append(all, key+": "+written(value))
		}
		return "{" + strings.Join(all, ", ") + "}"
	}
	return node.Value
}
