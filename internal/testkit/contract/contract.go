// Package contract holds requests and answers against the contract of the common platform in docs/contract.
package contract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
)

// Checker knows the contract. Many goroutines may use it.
type Checker struct {
	doc    *openapi3.T
	router routers.Router
	bodies *bodies
}

// Load reads the contract, once a process.
var Load = sync.OnceValues(func() (*Checker, error) {
	_, here, _, known := runtime.Caller(0)
	if !known {
		return nil, errors.New("where the source lies is not known")
	}
	file := filepath.Join(filepath.Dir(here), "..", "..", "..", "docs", "contract", "common-platform.openapi.yaml")
	source, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	doc, err := openapi3.NewLoader().LoadFromData(source)
	if err != nil {
		return nil, err
	}
	if err := doc.Validate(context.Background()); err != nil {
		return nil, err
	}
	doc.Servers = nil // whatever host a test uses
	router, err := gorillamux.NewRouter(doc)
	if err != nil {
		return nil, err
	}
	bodies, err := newBodies(source)
	if err != nil {
		return nil, err
	}
	return &Checker{doc, router, bodies}, nil
})

// Operations lists the ids of all operations.
func (c *Checker) Operations() (all []string) {
	for _, item := range c.doc.Paths.Map() {
		for _, operation := range item.Operations() {
			all = append(all, operation.OperationID)
		}
	}
	return all
}

// Exchange is one request with the answer it got.
type Exchange struct {
	Request *http.Request
	Sent    []byte // the request's body
	Status  int
	Header  http.Header
	Got     []byte // the answer's body
}

// Check tells what of an exchange is not as the contract says: the operation's id, and one error for the
// request and one for the answer. A request may be wrong where the answer says so with 400, 415 or 422, or refuses it
// for its key with 401; then only the answer is held against the contract.
func (c *Checker) Check(exchange *Exchange) (operation string, request, answer error) {
	plain := exchange.Request.Clone(context.Background())
	plain.Body = io.NopCloser(bytes.NewReader(exchange.Sent))
	plain.URL.Scheme, plain.URL.Host, plain.Host = "", "", ""
	route, path, err := c.router.FindRoute(plain)
	if err != nil {
		return "", fmt.Errorf("%s %s: %w", plain.Method, plain.URL.Path, err), nil
	}
	options := &openapi3filter.Options{
		AuthenticationFunc: credentials, IncludeResponseStatus: true, MultiError: true, SkipSettingDefaults: true,
		ExcludeRequestBody: true, ExcludeResponseBody: true,
	}
	input := &openapi3filter.RequestValidationInput{Request: plain, PathParams: path, Route: route, Options: options}
	place := "/paths/" + escaped(route.Path) + "/" + strings.ToLower(plain.Method)
	if refused := exchange.Status == 400 || exchange.Status == 401 || exchange.Status == 415 || exchange.Status == 422; !refused {
		err := errors.Join(openapi3filter.ValidateRequest(context.Background(), input), c.sent(place, route.Operation, exchange))
		if err != nil {
			request = fmt.Errorf("%s: the request: %w", route.Operation.OperationID, err)
		}
	}
	output := &openapi3filter.ResponseValidationInput{RequestValidationInput: input, Status: exchange.Status, Header: exchange.Header, Options: options}
	err = errors.Join(openapi3filter.ValidateResponse(context.Background(), output), c.got(place, route.Operation, exchange))
	if err != nil {
		answer = fmt.Errorf("%s: the answer %d: %w", route.Operation.OperationID, exchange.Status, err)
	}
	return route.Operation.OperationID, request, answer
}

// sent holds the body of a request against the contract.
func (c *Checker) sent(place string, operation *openapi3.Operation, exchange *Exchange) error {
	switch body := operation.RequestBody; {
	case body == nil && len(exchange.Sent) == 0, body != nil && !body.Value.Required && len(exchange.Sent) == 0:
		return nil
	case body == nil:
		return errors.New("there is a body, and none is taken")
	default:
		return c.bodies.check(place+"/requestBody", body.Value.Content, exchange.Request.Header.Get("Content-Type"), exchange.Sent)
	}
}

// got holds the body of an answer against the contract.
func (c *Checker) got(place string, operation *openapi3.Operation, exchange *Exchange) error {
	status := strconv.Itoa(exchange.Status)
	answer := operation.Responses.Value(status)
	if answer == nil {
		status, answer = "default", operation.Responses.Default()
	}
	where := place + "/responses/" + status
	if answer.Ref != "" {
		where = strings.TrimPrefix(answer.Ref, "#")
	}
	if len(answer.Value.Content) == 0 {
		if len(exchange.Got) > 0 {
			return errors.New("there is a body, and none is given")
		}
		return nil
	}
	return c.bodies.check(where, answer.Value.Content, exchange.Header.Get("Content-Type"), exchange.Got)
}

// credentials looks whether a token goes along, or id and secret where one is asked for; whether they are good
// is the platform's to say.
func credentials(_ context.Context, input *openapi3filter.AuthenticationInput) error {
	kind := map[string]string{"oauth2": "Bearer ", "client": "Basic "}[input.SecuritySchemeName]
	if given := input.RequestValidationInput.Request.Header.Get("Authorization"); kind == "" || !strings.HasPrefix(given, kind) {
		return fmt.Errorf("no %stoken", strings.ToLower(kind))
	}
	return nil
}
