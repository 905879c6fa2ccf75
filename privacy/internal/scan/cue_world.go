package scan

// worldCueWords are cues in further languages, and forms of words that are bent: a Pole pays with
// kartą, a Turk asks about faturada. Arabic words stand with and without their article.
var worldCueWords = []struct {
	cue   cue
	words string
}{
	{phone, `zadzwońcie dzwońcie dzwoń stacjonarny fijo fixo fisso cellulari vaste+nummer dzwonić dzwonic dzwonienie telefonicznie telefonem oddzwonić oddzwońcie zadzwonienie
		llamarme llamen llámenme llamarnos fono contacto teléfonos
		ligue liguem ligarem telefonar telemovel fone contato
		chiamatemi telefonare telefonarmi cell recapito
		rappelez contactez téléphoner téléphonez
		arayın ara arayabilirsiniz aranabilir aramanızı telefonumdan telefonuma telefonu cepten
		هاتف هاتفي الهاتف جوال الجوال جوالي موبايل موبايلي الموبايل تليفون تلفون رقمي اتصل اتصلوا الاتصال للاتصال واتساب
		טלפון הטלפון נייד פלאפון להתקשר
		телефону телефоном позвонить позвоните звоните мобильный мобильного сотовый подзвоніть
		κινητό κινητού τηλέφωνό τηλ καλέστε telefonní zavolat zavolejte volejte mobilu telefonul sunați sunaţi suna telefonszámom hívjon
		ringe mobilnummer soita soittaa telepon ponsel hubungi`},
	{card, `kartę karcie kredytowej kartım kartımdan kartımı kartımın kartından kartıma البطاقة بطاقة بطاقتي للبطاقة כרטיס אשראי האשראי
		карта карты карту карте картой κάρτα κάρτας kártya bankkártya kártyaszám kártyám kartu kartou cardul kortet kortin creditcardnummer kaartnummer`},
	{cvv, `kartenprüfcode beveiligingscode veiligheidscode kod+zabezpieczający kod+bezpieczeństwa código+segurança codice+sicurezza güvenlik+kodu
		kontrolkode säkerhetskod sikkerhetskode turvakoodi`},
	{expiry, `geldig+tot vervaldatum verloopt vervalt geldigheid ważna+do ważny+do ważność ważności son+kullanma skt geçerlilik validade válido+até
		válida+até vence válida+hasta válido+hasta validez scade valida+fino valable+jusqu validité giltig+till utgångsdatum udløber udløb utløper
		utløpsdato gyldig+til voimassa vanhenee platnost platnosti platí+do lejárat érvényes expiră valabil срок+действия годна+до действует+до
		λήξη λήξης تنتهي الانتهاء انتهاء صلاحية صلاحيتها صالحة תוקף בתוקף läuft+ab verfallsdatum gültig expire expiry+date`},
	{bank, `الحساب حسابي حساب آيبان חשבון счёт+банка hesabıma hesabım hesabı rachunku účet účtu számla+szám contul tililleni`},
	{identity, `sv+nummer sv+nr svnummer rijksregister rijksregisternummer rijksregisternr nationaal+nummer numéro+national registre+national niss insz inss
		pps ppsn rfc القومي قومي الهوية هوية هويتي الإقامة זהות снилс инн αμκα αφμ cnp rodné+číslo oib cédula+ciudadanía cuit cuil
		cartão+cidadão peselu kimliğim kimlik+numaram egn jmbg ktp`},
	{passport, `الجواز جواز جوازي דרכון паспорта διαβατήριο`},
	{birth, `doğumluyum الميلاد ميلاد ميلادي مواليد ولدت المولود لمولود לידה נולדתי נולד рождения родился родилась рожд народження народився народилася
		narození narozen narozena narodenia született születtem születésű născut născută nașterii naşterii γέννησης γεννήθηκα nasci aniversário
		nació geboortedag jarig verjaardag fødselsdag synt urodziłem urodziłam urodzin geburtsdat geburtsjahr fecha+nac`},
	{password, `المرور السر باسورد الباسورد السري סיסמה סיסמא הסיסמה пароля heslo hesla heslem jelszó jelszavam parolă parolei şifremi şifresi parolam
		sifre sifrem hasłu lösenordet kata+sandi salasanani adgangskoden passordet wachtwoorden`},
	{once, `رمز الرمز كود الكود التحقق קוד код кода kód kódu kódja codul kodu kodem kodum koden engangskode engångskod kode inlogcode kertakoodi`},
	{order, `zamówieniem zamówieniu zamówień paczki paczkę paczce przesyłkę przesyłce fakturze fakturą zgłoszenia zgłoszeniu zgłoszeniem rezerwacja rezerwacji
		siparişi siparişim siparişimi siparişimde siparişimden siparişte siparişin siparişiniz siparişinizi faturada faturam faturamda faturanın faturası
		faturayı faturamı talebi talebim talebimi talepte kargom kargosu kargoyu kargonun rezervasyon rezervasyonu rezervasyonum gönderi gönderim biletim
		chamado chamados protocolo
		descuento promocional cupón réduction rabais sconto desconto cupom korting kortingscode rabatt rabattcode gutscheincode zniżki rabatowy indirim
		скидки купон خصم الخصم القسيمة קופון הנחה
		طلب طلبي الطلب طلبية الطلبية طلبيتي التذكرة تذكرة تذكرتي الشحنة شحنة شحنتي الفاتورة فاتورة فاتورتي الحجز حجز المنتج الخطأ
		הזמנה ההזמנה חשבונית משלוח заказе заказом накладной накладная посылка посылки посылку обращение тикет заявка заявки счёт
		παραγγελία παραγγελίας τιμολόγιο δέμα objednávka objednávky objednávku faktúra faktury zásilka zásilky balík rendelésem comanda comenzii factura+nr
		colet pesanan faktur`},
	{topic, `about regarding concerning wegen bezüglich betreffend betreff concernant pour por sobre acerca per riguardo inzake betreffende omtrent angående
		vedrørende gällande w+sprawie hakkında ile+ilgili re`},
	{filler, `رقم نمرة numaralı numaram numaramı numarasından numarasına ma mój moje twój номер numărul číslo szám nomor`},
}
