package knowledge

import (
	"strings"
	"sync"
)

// Tier is how much hangs on an article being right.
type Tier string

// The tiers, the lightest first. Unsaid and unknown ones count as Information until TierOf has looked
// at the text.
const (
	Information Tier = "information"
	Account     Tier = "account" // what people have with the desk: sign-in, profile, data
	Grave       Tier = "money-legal-health"
)

// Tiers gives all tiers, the lightest first.
func Tiers() []Tier { return []Tier{Information, Account, Grave} }

func (t Tier) weight() int {
	for i, known := range Tiers() {
		if t == known {
			return i
		}
	}
	return 0
}

// AtLeast gives the graver of two tiers.
func (t Tier) AtLeast(other Tier) Tier {
	if other.weight() > t.weight() {
		t = other
	}
	return Tiers()[t.weight()]
}

// readTier reads a tier from an import. A word that is none asks for the most care.
func readTier(s string) Tier {
	s = strings.ToLower(strings.TrimSpace(s))
	switch s {
	case "":
		return ""
	case "information", "info", "general", "low":
		return Information
	case "account", "medium":
		return Account
	}
	return Grave
}

// TierOf gives the tier that the text itself asks for: that of what its title is about, or of what it
// speaks of again and again (three words of the kind, two of them different). Rules can raise a tier
// and never lower one.
func TierOf(a Article) Tier {
	lang := a.Language
	words := gravity()[base(lang)]
	if words == nil {
		lang, words = "en", gravity()["en"]
	}
	title := a.Title
	for _, q := range a.Questions {
		title += "\n" + q
	}
	tier := Information
	for _, w := range Words(title) {
		tier = tier.AtLeast(words[Stem(lang, w)])
	}
	if tier == Grave {
		return tier
	}
	count, kinds := map[Tier]int{}, map[Tier]map[string]bool{Account: {}, Grave: {}}
	for _, w := range Words(a.Body) {
		stem := Stem(lang, w)
		if t := words[stem]; t != "" {
			count[t]++
			kinds[t][stem] = true
			if count[t] >= 3 && len(kinds[t]) >= 2 {
				tier = tier.AtLeast(t)
			}
		}
		if tier == Grave {
			return tier
		}
	}
	return tier
}

func base(tag string) string {
	lang, _, _ := strings.Cut(strings.ToLower(tag), "-")
	return lang
}

// Raised gives the article in at least the tier that its text asks for.
func (a Article) Raised() Article {
	a.Tier = a.Tier.AtLeast(TierOf(a))
	return a
}

// gravity gives for each language the stems of words that ask for care.
var gravity = sync.OnceValue(func() map[string]map[string]Tier {
	out := map[string]map[string]Tier{}
	for lang, lists := range map[string][2]string{
		"en": {
			"account password login sign-in signin profile username membership subscription deactivate",
			"refund refunds price prices pay payment payments paid fee fees cost costs charge charged invoice invoices credit debit bank money vat tax taxes customs duty discount " +
				"deposit instalment loan interest compensation reimburse reimbursement chargeback warranty guarantee legal law lawyer liability liable contract contracts cancel " +
				"cancellation withdraw withdrawal right rights court dispute complaint terms gdpr privacy health doctor medical medicine allergy allergic injury injured illness " +
				"poison poisonous pregnant pregnancy hospital emergency hazard hazardous dangerous symptom dose",
		},
		"de": {
			"konto passwort kennwort anmeldung anmelden profil benutzername mitgliedschaft abo abonnement",
			"erstattung erstatten rückerstattung preis preise zahlung zahlen bezahlen bezahlt gebühr gebühren kosten rechnung rechnungen kredit bank geld mehrwertsteuer steuer zoll rabatt " +
				"anzahlung rate raten zinsen entschädigung garantie gewährleistung recht rechte rechtlich gesetz anwalt haftung haften vertrag kündigung kündigen widerruf widerrufen " +
				"gericht streit beschwerde agb dsgvo datenschutz gesundheit arzt medizin allergie verletzung verletzt krankheit gift giftig schwanger krankenhaus notfall gefährlich",
		},
		"es": {
			"cuenta contraseña sesión perfil usuario membresía suscripción",
			"reembolso reembolsos precio precios pago pagos pagar tarifa tarifas coste costes costo gasto gastos factura facturas crédito banco dinero iva impuesto impuestos aduana descuento " +
				"depósito plazo interés indemnización garantía legal ley abogado responsabilidad contrato cancelar cancelación desistimiento derecho derechos tribunal disputa " +
				"reclamación queja rgpd privacidad salud médico medicina alergia lesión enfermedad veneno tóxico embarazo hospital emergencia peligroso",
		},
		"fr": {
			"compte mot-de-passe connexion profil identifiant adhésion abonnement",
			"remboursement rembourser remboursé prix paiement paiements payer frais coût coûts facture factures crédit banque argent tva taxe impôt douane remise " +
				"acompte échéance intérêt indemnisation garantie légal loi avocat responsabilité contrat résiliation résilier annuler annulation rétractation droit droits tribunal litige " +
				"réclamation plainte rgpd confidentialité santé médecin médical allergie blessure maladie poison toxique enceinte grossesse hôpital urgence dangereux",
		},
		"it": {
			"account password accesso profilo utente iscrizione abbonamento",
			"rimborso rimborsi rimborsare prezzo prezzi pagamento pagamenti pagare tariffa tariffe costo costi spesa spese fattura fatture credito banca denaro soldi iva imposta tassa tasse dogana sconto " +
				"acconto rata rate interesse interessi risarcimento garanzia legale legge avvocato responsabilità contratto annullare annullamento recesso diritto diritti tribunale controversia " +
				"reclamo gdpr privacy salute medico medicina allergia ferita malattia veleno velenoso gravidanza ospedale emergenza pericoloso",
		},
		"ar": {
			"حساب حسابك الحساب كلمة المرور تسجيل الدخول اشتراك",
			"استرداد استرجاع المبلغ سعر أسعار السعر دفع الدفع رسوم تكلفة فاتورة الفاتورة بطاقة بنك البنك مال المال ضريبة الضريبة جمارك خصم تعويض ضمان الضمان قانون القانون قانوني محامي " +
				"عقد العقد إلغاء الإلغاء حق حقوق محكمة نزاع شكوى صحة الصحة طبيب حساسية إصابة مرض سم حامل مستشفى طوارئ خطر",
		},
	} {
		table := map[string]Tier{}
		for i, tier := range []Tier{Account, Grave} {
			for word := range strings.FieldsSeq(lists[i]) {
				for _, w := range Words(word) {
					table[Stem(lang, w)] = tier
				}
			}
		}
		out[lang] = table
	}
	return out
})
