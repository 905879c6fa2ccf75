package app_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"candor/internal/app/apptest"
	"candor/internal/config"
)

func TestTheCardSaysWhatTheDeskLooksUpAndDoes(t *testing.T) {
	t.Parallel()
	all := []string{"en", "de", "es", "fr", "it", "ar"}
	languages := func(c *config.Config) { c.Desk.Languages, c.Cards = all, nil } // the built-in cards
	with, _ := withShop(t, apptest.Options{Change: languages})
	without := open(t, apptest.Options{Change: languages})
	looks := map[string]string{"en": "Look up an order", "de": "Eine Bestellung nachsehen", "es": "Consultar un pedido", "fr": "Consulter une commande", "it": "Controllare un ordine", "ar": "طلب"}
	cancels := map[string]string{"en": "Cancel an order", "de": "stornieren", "es": "Cancelar un pedido", "fr": "Annuler une commande", "it": "Annullare un ordine", "ar": "إلغاء"}
	for _, language := range all {
		card := func(d *desk) (can, cannot string) {
			got := d.call(http.MethodGet, "/api/v1/inboxes/"+string(d.c.Inboxes[0].ID)+"/card?lang="+language, "", nil)
			var shown struct {
				Language    string
				Can, Cannot []string
			}
			if err := json.Unmarshal([]byte(got.body), &shown); err != nil || shown.Language != language {
				t.Fatalf("%s: %d %v %s", language, got.status, err, got.body)
			}
			return strings.Join(shown.Can, "\n"), strings.Join(shown.Cannot, "\n")
		}
		can, cannot := card(with)
		bare, limits := card(without)
		if !strings.Contains(can, looks[language]) || !strings.Contains(can, cancels[language]) || strings.Contains(bare, looks[language]) {
			t.Errorf("%s: with tools it can %q, without %q", language, can, bare)
		}
		if cannot == limits || strings.Count(cannot, "\n") != strings.Count(limits, "\n") {
			t.Errorf("%s: with tools it cannot %q, without %q", language, cannot, limits)
		}
	}
}
