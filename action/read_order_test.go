package action_test

import (
	"testing"

	"candor/action"
)

// orderCancel is a Change as a shop would have it.
func orderCancel() action.Spec {
	s := orderStatus()
	s.Name, s.Title, s.Kind, s.Ask = "order_cancel", "action.order_cancel.title", action.Change, "action.order_cancel.ask"
	return s
}

// both is a registry that reads questions where an order is, and wishes to cancel one.
func both(t testing.TB) *action.Registry {
	t.Helper()
	look, change := orderStatus(), orderCancel()
	look.Reading = &action.Reading{Topic: action.OrderStatus, Argument: "number", Pattern: `\bHP[- ]?([0-9]{6})\b`, Form: "HP-$1"}
	again := *look.Reading
	again.Topic = action.OrderCancel
	change.Reading = &again
	r, err := action.NewRegistry(look, change)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAPlainWishIsReadAsAnActThatAsksFirst(t *testing.T) {
	t.Parallel()
	r := both(t)
	for _, x := range []struct{ tag, text string }{
		{"en", "Cancel order HP-482914"}, {"en", "Please cancel my order HP-482914."}, {"en", "cancel hp482914 please"}, {"en", "I want to cancel order HP-482914"},
		{"en", "Hi, I'd like to cancel my order HP-482914, thanks!"}, {"en", "I need my order HP-482914 cancelled"}, {"en", "Order HP-482914: please cancel it."},
		{"en", "Could you please cancel the whole order number HP 482914"}, {"en", "Cancel HP-482914 now"}, {"de", "Cancel order HP-482914"},
		{"de", "Bitte stornieren Sie meine Bestellung HP-482914."}, {"de", "Storniere bitte Bestellung HP-482914"}, {"de", "Ich möchte meine Bestellung HP-482914 stornieren"},
		{"de", "Bestellung HP-482914 stornieren, danke"}, {"de", "Hallo, ich möchte gern die Bestellung mit der Nummer HP-482914 stornieren. Vielen Dank"},
		{"de", "Hiermit storniere ich die Bestellung HP-482914"}, {"es", "Cancela mi pedido HP-482914"}, {"es", "Quiero cancelar el pedido HP-482914, por favor"},
		{"es", "Por favor, cancelen mi pedido número HP-482914. Gracias"}, {"es", "Hola, me gustaría anular mi pedido HP-482914"},
		{"fr", "Annulez ma commande HP-482914 s'il vous plaît"}, {"fr", "Je voudrais annuler la commande HP-482914"}, {"fr", "Bonjour, merci d'annuler ma commande n° HP-482914"},
		{"fr", "Veuillez annuler la commande HP-482914. Cordialement"}, {"ar", "ألغِ طلبي HP-482914"}, {"ar", "أريد إلغاء الطلب رقم HP-482914"}, {"ar", "من فضلك إلغاء الطلب HP-482914"},
		{"ar", "أرجو إلغاء طلبي HP-482914 شكرا"}, {"it", "Annullate il mio ordine HP-482914"}, {"it", "Buongiorno, vorrei annullare l'ordine HP-482914, grazie"},
		{"it", "Per favore annulli l'ordine numero HP-482914. Cordiali saluti"}, {"it", "Ordine HP-482914 da annullare"},
	} {
		name, args, ok := r.Recognise(x.text, x.tag)
		if !ok || name != "order_cancel" || args != `{"number":"HP-482914"}` {
			t.Errorf("%s %q: %q %q %v", x.tag, x.text, name, args, ok)
		}
	}
}

func TestWhatIsNoPlainWishIsNotReadAsOne(t *testing.T) {
	t.Parallel()
	r := both(t)
	for _, x := range []struct{ tag, text string }{
		{"en", "Can I cancel my order HP-482914?"}, {"en", "can i cancel my order HP-482914"}, {"en", "How do I cancel order HP-482914"}, {"en", "Cancel order HP-482914?"},
		{"en", "Don't cancel order HP-482914"}, {"en", "Please do not cancel my order HP-482914"}, {"en", "Never cancel HP-482914"}, {"en", "Cancel my order"},
		{"en", "Cancel HP-482914 and HP-482913"}, {"en", "Cancel HP-482914 or I will sue you"}, {"en", "Cancel order HP-482914 if it has not left yet"},
		{"en", "Did you cancel order HP-482914"}, {"en", "Why did you cancel HP-482914"}, {"en", "I cancelled order HP-482914 and want my money back"},
		{"en", "My order HP-482914 was cancelled"}, {"en", "What happens when I cancel order HP-482914"}, {"en", "I want to cancel one lamp of order HP-482914"},
		{"en", "Cancel the return of order HP-482914"}, {"en", "Cancel HP-482914. No, wait."}, {"en", "My wife said: cancel order HP-482914"}, {"en", "Is it too late to cancel HP-482914"},
		{"en", "Uncancel order HP-482914"}, {"en", "I do not want to cancel order HP-482914"}, {"en", "Please cancel the newsletter, order HP-482914 is fine"}, {"en", "HP-482914"},
		{"en", "Please refund my order HP-482914"}, {"de", "Kann ich meine Bestellung HP-482914 stornieren?"}, {"de", "kann ich Bestellung HP-482914 noch stornieren"},
		{"de", "Bitte stornieren Sie meine Bestellung HP-482914 nicht"}, {"de", "Ich möchte meine Bestellung HP-482914 nicht stornieren"}, {"de", "Wie kann ich HP-482914 stornieren"},
		{"de", "Warum wurde Bestellung HP-482914 storniert?"}, {"de", "Stornieren Sie HP-482914, falls sie noch nicht unterwegs ist"}, {"es", "¿Puedo cancelar mi pedido HP-482914?"},
		{"es", "puedo cancelar mi pedido HP-482914"}, {"es", "No cancelen mi pedido HP-482914"}, {"es", "No quiero cancelar el pedido HP-482914"}, {"es", "Cómo cancelar el pedido HP-482914"},
		{"fr", "Puis-je annuler ma commande HP-482914 ?"}, {"fr", "puis-je annuler ma commande HP-482914"}, {"fr", "N'annulez pas ma commande HP-482914"},
		{"fr", "Je ne veux pas annuler la commande HP-482914"}, {"fr", "Comment annuler la commande HP-482914"}, {"ar", "هل يمكنني إلغاء الطلب HP-482914؟"},
		{"ar", "لا أريد إلغاء الطلب HP-482914"}, {"ar", "لا تلغ الطلب HP-482914"}, {"ar", "كيف ألغي الطلب HP-482914"}, {"ar", "تم إلغاء الطلب HP-482914"},
		{"it", "Posso annullare l'ordine HP-482914?"}, {"it", "posso annullare l'ordine HP-482914"}, {"it", "Non annullate l'ordine HP-482914"}, {"it", "Come si annulla l'ordine HP-482914"},
		{"it", "Non voglio annullare l'ordine HP-482914"}, {"it", "Annulli HP-482914 se non è ancora partito"},
	} {
		if name, args, ok := r.Recognise(x.text, x.tag); ok {
			t.Errorf("%s %q: read as %s %s", x.tag, x.text, name, args)
		}
	}
}

func TestMoneyIsNeverReadFromWords(t *testing.T) {
	t.Parallel()
	s := orderCancel()
	s.Kind = action.Money
	s.Reading = &action.Reading{Topic: action.OrderCancel, Argument: "number", Pattern: `\bHP[- ]?([0-9]{6})\b`}
	if _, err := action.NewRegistry(s); err == nil {
		t.Error("a spec of a money act was taken with a reading")
	}
}

func FuzzAWishNamesItsNumberAndNothingIsAskedTwice(f *testing.F) {
	r := both(f)
	for _, seed := range []string{"cancel order HP-482914", "Bitte stornieren Sie HP482914", "can I cancel HP-482914?", "wo ist HP-482914"} {
		f.Add(seed, "en")
	}
	f.Fuzz(func(t *testing.T, text, tag string) {
		name, args, ok := r.Recognise(text, tag)
		if !ok {
			return
		}
		who := somebody()
		if _, refusal := r.Call(name, args, who); refusal != nil {
			t.Errorf("%q: read as a call that is refused: %v", text, refusal)
		}
	})
}
