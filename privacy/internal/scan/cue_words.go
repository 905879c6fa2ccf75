package scan

// cueWords are words that stand near values, in small letters, in the languages customers write
// in. A plus joins two words that mean something only together.
var cueWords = []struct {
	cue   cue
	words string
}{
	{phone, `phone phones telephone telephones tel tele cell cellphone mobile mob cellular landline fax desk+phone whatsapp sms viber
		reach+me call ring dial text+me ph contact+number callback contactable reachable hotline office fax answering answered my+registered pick+up voicemail landlines
		telefon telefonnummer handy mobil mobilfunk mobilnummer festnetz rückruf anrufen anruf erreichbar erreichen erreicht erreichst rufnummer handynummer
		téléphone portable gsm appeler appelez joindre joignable rappeler
		teléfono telefono móvil movil celular llamar llámame llamadme llámeme contactar
		cellulare chiamare chiamarmi chiamami telefonino
		telefone telemóvel ligar celular
		telefoon mobiel bellen bereikbaar telefoonnummer
		telefonnumer mobiltelefon ring ringa mobilnr mobiltlf tlf tlfnr
		puhelin puhelinnumero puh kännykkä matkapuhelin
		telefonu numer+telefonu komórka kom zadzwoń zadzwonić
		telefonum telefonumu cep numaram gsm telepono numero+ko
		telefonszám mobil телефон телефона моб τηλέφωνο`},
	{card, `card cards creditcard credit+card debit+card visa mastercard amex maestro discover american+express cc pan+number
		karte kreditkarte kreditkartennummer kartennummer ec-karte girokarte carte bancaire tarjeta carta kaart kort kortnummer
		kortti karta karty kartą cartão kart kartı cartao`},
	{cvv, `cvv cvc cvv2 cvc2 cid csc security+code card+code verification+value prüfnummer prüfziffer kartenprüfnummer sicherheitscode
		cryptogramme code+sécurité código+seguridad`},
	{expiry, `exp expiry expires expiration expire expiring valid+thru valid+until gültig+bis ablaufdatum gültigkeit expira caduca caducidad
		expiration scadenza vencimiento verfällt`},
	{bank, `iban bic swift account acct bank routing aba wire sort+code bsb ach konto kontonummer bankverbindung bankkonto blz compte rib
		cuenta conto banca conta banco rekening rekeningnummer konto kontonr tili tilinumero rachunek konta hesap transfer payout checking savings`},
	{identity, `ssn ssns ssid social+security social sin nas nino nin nric fin uen aadhaar aadhar uid insurance+number national+insurance
		national+id identity identification citizen id+card id+number id resident residence personnummer personnr pnr personal+number
		henkilötunnus hetu ausweis personalausweis ausweisnummer personalausweisnummer idnr dni nie nif documento identidad cédula
		identité nir sécu sécurité+sociale sozialversicherung sozialversicherungsnummer svnr rentenversicherung rvnr rvnummer
		carta+identità identità bsn burgerservicenummer pesel dowód dowodu tckn tc kimlik cpf cnpj rg curp clave rsa permanent
		sozialversicherungsnr burgerservice versicherungsnummer versichertennummer ahv organisationsnummer orgnr samordningsnummer
		cpr fødselsnummer rrn frn brn mynumber business+registration registration+number identiteitskaart swedish+id ni+number
		emirates+id civil+id tnin thai+id ssnum sosyal matricule numéro+sécu residence+permit green+card alien`},
	{passport, `passport passports reisepass reisepassnummer pass passnummer passeport pasaporte passaporto passaporte paspoort paspoortnummer
		pasi paszport paszportu pasaport pasaportu passi pas паспорт passportnummer útlevél`},
	{licence, `licence license licences driver+license driver+licence driving+licence driving+license drivers+license driver's driving
		dl lic führerschein führerscheinnummer fahrerlaubnis permis conduire carnet+conducir conducir patente rijbewijs körkort førerkort
		ajokortti prawo+jazdy ehliyet cdl`},
	{tax, `tax taxpayer tin itin ein vat tfn abn acn gst gstin pan steuer steuernummer steuer-id steueridentifikationsnummer st
		steuerid ustid ust umsatzsteuer finanzamt fiscal fiscale codice iva partita p.iva vergi vergi+no nip impuesto imposto moms btw
		npwp taxe fiscale business+number permanent+account siren siret steueridentnummer`},
	{health, `nhs medicare mbi medicaid patient npi dea kvnr krankenkasse krankenversicherung krankenversichertennummer egk egk-nummer versicherten
		bsnr betriebsstätte betriebsstättennummer lanr arzt arztnummer practitioner physician prescriber provider doctor certificate
		health insurance hospital clinic carte+vitale vitale mutuelle`},
	{plate, `plate plates license+plate number+plate registration vehicle reg car kennzeichen kfz nummernschild fahrzeug auto immatriculation
		plaque matrícula matricula targa kenteken plaka plakası plakalı plakam rekisterinumero registreringsnummer vrm rego rc araç
		tablica`},
	{birth, `birth born dob d.o.b birthday birthdate birthdays geburtsdatum geburtstag geboren geb geburt naissance né née anniversaire nacimiento
		nacido nacida nací cumpleaños nascita nato nata nascimento nascido nascida geboortedatum geboren född födelsedatum født
		fødselsdato syntymäaika syntynyt urodzenia urodzony urodzona ur doğum doğumlu születési bday b-day`},
	{age, `age aged years+old year+old yr+old yo jahre+alt ans años anni turned alter edad`},
	{password, `password passwords passwort kennwort passwd passcode passphrase pwd pw pass+word contraseña contrasena clave+acceso
		de+passe mdp palavra+passe senha wachtwoord lösenord adgangskode passord salasana hasło hasłem haslo şifre şifrem parola pin pins пароль κωδικός pswd psw
		passw`},
	{once, `otp tan one-time onetime 2fa mfa verification+code verify+code sms+code login+code access+code confirmation+code auth+code
		security+pin passcode one+time authentication+code bestätigungscode einmalcode sicherheitscode vérification código+verificación
		code authenticator sms+kode verificatiecode código codice kod koden doğrulama`},
	{key, `api apikey api+key api-key token secret bearer access+key secret+key client+secret private+key auth+token webhook+secret credential
		credentials authorization x-api-key schlüssel`},
	{wallet, `wallet bitcoin btc eth ethereum crypto usdt coinbase ledger+address geldbörse`},
	{mail, `email e-mail mail mailbox inbox correo courriel`},
	{zip, `zip postcode postal postal+code zip+code zipcode post+code postal+code plz postleitzahl code+postal código+postal cap cp kod+pocztowy postnummer
		postinumero address adresse dirección indirizzo adres`},
	{network, `ip ipv4 ipv6 address host server subnet prefix mac device physical hardware ethernet router network`},
	{device, `imei imei1 meid`},
	{company, `handelsregister hrb hra amtsgericht company organisation organization firma`},
	{voter, `voter epic voters voting election`},
	{order, `order orders ordernumber ordered+number purchase po ticket tickets case incident tracking trackingnumber track parcel parcels
		shipment shipping consignment waybill awb delivery package packages invoice invoices bill receipt quote sku item items product
		article model serial version firmware build revision release ref reference rma return returns refund+id booking reservation
		confirmation+number transaction txn payment+id voucher coupon promo gift+card batch lot part isbn ean upc asin catalogue
		catalog error+code promo+code discount+code voucher+code status+code product+code item+code order+code tracking+code country+code area+code
		coupon+code gift+code booking+code reference+code qr+code return+code reason+code exit+code completion+code response+code http+code component+id product+id item+id order+id ticket+id
		transaction+id fix+id session+id build+id app+id user+id source+code dress+code customer+number flight seat room bug issue request job task agenda error errorcode statuscode port page step size width height
		bestellung bestell bestellnummer auftrag auftragsnummer sendung sendungsnummer sendungsverfolgung paket rechnung rechnungsnummer
		vorgang vorgangsnummer artikel artikelnummer lieferung kunden kundennummer ticketnummer fall aktenzeichen seriennummer modell
		buchung referenz lieferschein gutschein vertrag vertragsnummer tracking-nummer
		commande commandes colis facture suivi livraison réservation dossier référence article modèle série expédition
		pedido pedidos factura paquete envío seguimiento reserva referencia artículo modelo serie albarán incidencia caso
		ordine ordini fattura pacco spedizione tracciamento prenotazione riferimento articolo modello seriale pratica
		encomenda fatura pacote rastreio rastreamento nota
		bestelling bestelnummer factuur zending pakket ordernummer artikelnummer klantnummer serienummer
		beställning beställnings faktura fakturanummer försändelse paket order ärende kolli bestilling pakke sak sagsnummer ordrenummer
		ordre tilaus tilausnumero lasku laskun paketti seuranta lähetys viite
		zamówienie zamówienia faktury faktura paczka przesyłka przesyłki zgłoszenie
		sipariş siparişim siparişimin fatura kargo takip talep
		rendelés csomag számla заказ заказа заказу трек накладная`},
	{amount, `usd eur gbp chf euro euros dollar dollars pounds total price paid pay amount charged billed sum cost costs balance
		percent betrag preis bezahlt gesamt montant prix payé precio importe pagado prezzo importo prijs bedrag pris kwota cena
		tutar pieces units minutes hours days weeks months kg cm mm km gb mb tb mhz ghz watt volt mah`},
	{joint, `and or und oder y o e et ou en og och ja i ve vagy with und also plus is`},
	{filler, `number numbers no nr num numero número numéro nummer numer numara numarası nº id's the is are was has been my our your his her
		new old current meine mein ist lautet unter auf mon ma est mi es il mio è min är mitt minun moj moja to jest for of on at
		um am la le el de der die das den to be it its this that please bitte`},
	{dated, `order ordered orders delivery delivered deliver arrive arrived arriving arrives ship shipped shipping dispatch dispatched bought
		purchased purchase paid payment charged billed refund refunded return returned invoice due received receive expected placed
		booked booking appointment scheduled until deadline subscription renew renewed renewal cancelled canceled cancel
		parcel package ticket still promised sent
		bestellt bestellung geliefert lieferung gekauft bezahlt rechnung versendet zurückgeschickt termin angekommen abgeschickt
		commandé commande livré livraison acheté payé facture expédié reçu
		pedido comprado compré entregado entrega pagado factura enviado recibido
		ordinato consegna consegnato comprato pagato fattura spedito ricevuto
		besteld geleverd gekocht betaald factuur beställde levererad köpt betald`},
}

// compoundEnds are what words for numbers end in, by their last letter.
func compoundEnds(last byte) []string {
	switch last {
	case 'r':
		return numberEnds[:3]
	case 'n':
		return numberEnds[3:5]
	case 's':
		return numberEnds[5:7]
	case 'o':
		return numberEnds[7:8]
	case 'd':
		return numberEnds[8:10]
	case 'e':
		return numberEnds[10:]
	}
	return nil
}

var numberEnds = []string{"nummer", "nr", "number", "nummern", "numeron", "nummers", "s", "numero", "id", "kod", "code"}

// wideWords are cues in scripts that are written without spaces.
var wideWords = []struct {
	cue   cue
	words string
}{
	{phone, "電話 电话 手机 手機 携帯 TEL 전화 휴대폰 연락처 핸드폰 โทร เบอร์ โทรศัพท์ 联系方式 फ़ोन फोन मोबाइल"},
	{card, "卡号 信用卡 銀行卡 银行卡 カード 카드 บัตรเครดิต"},
	{bank, "口座 账号 账户 帳號 계좌 บัญชี"},
	{identity, "身份证 身分證 身份證 マイナンバー 個人番号 주민등록 주민번호 외국인등록 사업자등록 등록번호 ประชาชน เลขประจำตัว आधार"},
	{passport, "护照 護照 パスポート 旅券 여권 หนังสือเดินทาง पासपोर्ट"},
	{licence, "운전면허 면허 免許 驾驶证 驾照 ใบขับขี่"},
	{tax, "税号 税務 納税"},
	{plate, "车牌 車牌 ナンバープレート 번호판 ทะเบียนรถ"},
	{birth, "生年月日 誕生日 出生 生日 생년월일 생일 วันเกิด जन्म"},
	{password, "密码 密碼 パスワード 暗証番号 비밀번호 รหัสผ่าน पासवर्ड"},
	{once, "验证码 驗證碼 校验码 認証コード 確認コード 認証番号 ワンタイム 인증번호 인증코드 รหัส otp"},
	{cvv, "セキュリティコード セキュリティーコード 安全码 安全碼 보안코드"},
	{expiry, "有効期限 有效期 到期 유효기간 유효기한 만료 หมดอายุ"},
	{order, "注文番号 荷物 請求書 予約番号 배송 예약 청구서 订单 訂單 单号 注文 伝票 問い合わせ番号 追跡 주문 송장 운송장 คำสั่งซื้อ พัสดุ 快递 发票 型号"},
}
