package spool

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/escpos"
	"github.com/talat-pos/talat/internal/printing/raster"
)

const maxFileName = 100 // characters; Thai ones take three bytes, file systems allow 255

// sendFolder puts a job into a folder as one file, whole or not at all, so that a program that watches
// the folder never reads half a job. Beside the bytes of a slip lies their picture, for people.
func sendFolder(to Target, job Job) (Result, error) {
	fails := func(err error) (Result, error) {
		return Result{}, because(fault.New("printer_folder_fails", "printer", fault.Values{"printer": to.String()}), err)
	}
	name, picture := fileName(job.Name), ""
	if drawn := slipPicture(job); drawn != nil {
		var out bytes.Buffer
		err := raster.WritePNG(&out, drawn)
		if err == nil {
			picture, err = putFile(to.Name, name+".png", out.Bytes())
		}
		if err != nil {
			return fails(err)
		}
	}
	file, err := putFile(to.Name, name+"."+string(job.Format), job.Data)
	if err != nil {
		if picture != "" {
			_ = os.Remove(picture)
		}
		return fails(err)
	}
	return Result{Fate: Taken, File: file}, nil
}

func slipPicture(job Job) *printing.Bitmap {
	if job.Format != ESCPOS {
		return nil
	}
	return escpos.Picture(job.Data)
}

func putFile(dir, name string, data []byte) (file string, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	temp, err := os.CreateTemp(dir, ".talat-*")
	if err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			temp.Close()
			os.Remove(temp.Name())
		}
	}()
	if _, err := temp.Write(data); err != nil {
		return "", err
	}
	if err := temp.Sync(); err != nil {
		return "", err
	}
	if err := temp.Close(); err != nil {
		return "", err
	}
	file = filepath.Join(dir, name)
	return file, os.Rename(temp.Name(), file)
}

// fileName makes a name of a job safe in every file system.
func fileName(name string) string {
	safe := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || strings.ContainsRune("._-", r) {
			return r
		}
		return '-'
	}, name)
	letters := []rune(strings.TrimLeft(safe, "."))
	safe = string(letters[:min(len(letters), maxFileName)])
	if safe == "" {
		return "job"
	}
	return safe
}
