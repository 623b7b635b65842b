//go:build unix

package spool

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/printing"
)

// sendQueue gives a job to CUPS through lp. The job lies in a file that lp inherits: how far lp has read
// it tells afterwards whether CUPS can have got any of it.
func sendQueue(ctx context.Context, to Target, job Job, wait waits) (Fate, error) {
	if !queueName(to.Name) {
		return Untouched, fault.New("printer_queue_name", "printer", fault.Values{"value": to.Name})
	}
	program, err := exec.LookPath("lp")
	if err != nil {
		return Untouched, because(fault.New("printer_other_system", "printer", fault.Values{"printer": to.String()}), err)
	}
	file, err := hidden(job.Data)
	if err != nil {
		return Untouched, because(fault.New("printer_folder_fails", "printer", fault.Values{"printer": os.TempDir()}), err)
	}
	defer file.Close()
	limited, cancel := context.WithTimeout(ctx, wait.queue)
	defer cancel()
	said, err := run(limited, file, program, lpArguments(to, job)...)
	if err == nil {
		return Taken, nil
	}
	fate := Unsure
	if read, seekErr := file.Seek(0, io.SeekCurrent); seekErr == nil && read == 0 {
		fate = Untouched
	}
	switch {
	case ctx.Err() != nil:
		return fate, stopped(to)
	case limited.Err() != nil:
		return fate, because(fault.New("printer_stalled", "printer", fault.Values{"printer": to.String()}), err)
	}
	return fate, because(fault.New("printer_queue_refuses", "printer", fault.Values{"printer": to.String(), "words": firstLine(said)}), err)
}

// firstLine gives what a person can take in of a command's words.
func firstLine(words string) string {
	line, _, _ := strings.Cut(words, "\n")
	letters := []rune(line)
	return string(letters[:min(len(letters), 200)])
}

// hidden gives a file with data, open at its beginning, that no folder lists any more.
func hidden(data []byte) (*os.File, error) {
	file, err := os.CreateTemp("", "talat-job-*")
	if err != nil {
		return nil, err
	}
	err = os.Remove(file.Name())
	if err == nil {
		_, err = file.Write(data)
	}
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		file.Close()
		return nil, err
	}
	return file, nil
}

// lpArguments says what lp is asked. Nothing of it passes a shell.
func lpArguments(to Target, job Job) []string {
	arguments := []string{"-d", to.Name, "-t", title(job.Name)}
	if job.Format != PDF {
		return append(arguments, "-o", "raw")
	}
	if job.Copies > 1 {
		arguments = append(arguments, "-n", strconv.Itoa(job.Copies))
	}
	if job.Width > 0 && job.Height > 0 {
		arguments = append(arguments, "-o", "media="+media(job.Width, job.Height))
	}
	// The page is as large as the paper; fitted into the printer's margins its codes would shrink.
	return append(arguments, "-o", "print-scaling=none")
}

// media names a paper as CUPS does.
func media(width, height printing.Unit) string {
	for name, size := range map[string][2]printing.Unit{"A4": {210, 297}, "A5": {148, 210}, "A6": {105, 148}} {
		if width == size[0]*printing.MM && height == size[1]*printing.MM {
			return name
		}
	}
	return "Custom." + millimetres(width) + "x" + millimetres(height) + "mm"
}

func millimetres(length printing.Unit) string {
	written := fmt.Sprintf("%d.%03d", length/printing.MM, length%printing.MM)
	return strings.TrimSuffix(strings.TrimRight(written, "0"), ".")
}

// title is the name of a job as a queue shows it.
func title(name string) string {
	if name = fileName(name); name[0] == '-' {
		return "job" + name
	}
	return name
}

// maxSaid bounds what is kept of a command's words.
const maxSaid = 64 << 10

// run runs a command of CUPS in English and gives what it said, errors too.
func run(ctx context.Context, input *os.File, program string, arguments ...string) (string, error) {
	command := exec.CommandContext(ctx, program, arguments...)
	command.Env = append(os.Environ(), "LC_ALL=C")
	command.WaitDelay = time.Second
	if input != nil {
		command.Stdin = input
	}
	said := &atMost{}
	command.Stdout, command.Stderr = said, said
	err := command.Run()
	return strings.TrimSpace(said.String()), err
}

// atMost keeps the first maxSaid bytes.
type atMost struct{ bytes.Buffer }

func (a *atMost) Write(data []byte) (int, error) {
	a.Buffer.Write(data[:min(len(data), maxSaid-a.Len())])
	return len(data), nil
}
