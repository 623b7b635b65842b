package settings

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

// keyToken changes the token of the post.
const keyToken keys.Chord = "Ctrl+T"

// post is the part of Thailand Post: whether there is a token, and what may be done with it. The keyring may
// ask a person before it answers, so it is asked only when this is looked at.
func (p *Page) post() []fyne.CanvasObject {
	t := p.kit.T
	state := widget.NewWrapLabel(t("settings.post.looking"), 3, widget.Body)
	task.Run(p.reader, "token", p.kit.Shop.HasPostToken, func(has bool, err error) {
		p.hasToken = has
		switch {
		case err != nil:
			state.Set(i18n.Message(p.kit.Lang, err))
		case has:
			state.Set(t("settings.post.kept"))
		default:
			state.Set(t("settings.post.none"))
		}
	})
	change := widget.NewButton(widget.Plain, t("settings.post.change"), p.changeToken).WithIcon("lock").WithKey(keyToken.Name(p.kit.Lang, p.kit.Twins))
	return []fyne.CanvasObject{widget.NewDivider(), widget.NewFormRow(t("settings.post.token"), state), widget.Row(change),
		widget.NewWrapLabel(t("settings.post.text"), 0, widget.Caption)}
}

// changeToken asks for a token, or what to do with the one there is.
func (p *Page) changeToken() {
	if p.Arg() != "post" {
		p.open(sectionNamed("post"))
		return
	}
	if !p.hasToken {
		p.askToken()
		return
	}
	t := p.kit.T
	p.choose(t("settings.post.change"), t("settings.post.kept"), []option{
		{t("settings.post.try"), p.tryToken}, {t("settings.post.new"), p.askToken}, {t("settings.post.forget"), func() { p.keepToken("") }},
	})
}

func (p *Page) askToken() {
	p.kit.Prompt.AskText(prompt.Input{Title: p.kit.T("settings.post.new"), Text: p.kit.T("settings.post.ask"), Label: p.kit.T("settings.post.token"), Secret: true},
		shop.CheckPostToken, p.keepToken)
}

// keepToken keeps a token, or forgets the one there is.
func (p *Page) keepToken(pasted string) {
	task.Run(p.saver, "token", func(ctx context.Context) (struct{}, error) {
		return struct{}{}, p.kit.Shop.SetPostToken(ctx, pasted)
	}, func(_ struct{}, err error) {
		if err != nil {
			p.kit.Prompt.Error(err)
			return
		}
		p.kit.Prompt.Say(p.kit.T("settings.kept"))
		p.open(p.section)
	})
}

// tryToken asks the post whether it takes the token.
func (p *Page) tryToken() {
	p.kit.Prompt.Say(p.kit.T("settings.post.tries"))
	task.Run(p.reader, "try", func(ctx context.Context) (struct{}, error) { return struct{}{}, p.try(ctx) }, func(_ struct{}, err error) {
		if err != nil {
			p.kit.Prompt.Hush()
			p.kit.Prompt.Error(err)
			return
		}
		p.kit.Prompt.Say(p.kit.T("settings.post.works"))
	})
}
