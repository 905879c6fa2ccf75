package action

// speech is how people of one language ask where an order is. Words are lower case and without accents.
type speech struct {
	nouns  string   // what an order is called, as alternatives
	with   string   // what may stand before such a noun
	cues   []string // patterns of words; NOUN is a noun, WITH what may stand before one
	vetoes string   // beginnings of words that mean something else; with $ the whole word
	plain  string   // words that mean nothing else
}

// spoken is what is read. Precision comes first: a question that is missed goes the usual way, a
// complaint that is read as a question is an insult.
var spoken = map[string]speech{
	"en": {
		nouns: `orders?|purchases?|parcels?|packages?|delivery|deliveries|shipment|items?|goods|stuff|things|furniture|it|they|#`,
		with:  `my|the|our|this|that|all|of|new|last|latest|online|number|no|nr|stupid|bloody|damn`,
		cues: []string{
			`where(?: is| s| are| re)? WITHNOUN(?: is| are| at)?`, `wheres WITHNOUN`, `whereabouts (?:of|is) WITHNOUN`,
			`(?:track|tracking|trace|tracing|locate|locating) WITHNOUN`, `tracking`, `(?:find|finding) (?:out )?where`,
			`(?:status|eta|progress)`, `(?:expected|estimated) (?:arrival|delivery)(?: date| time| day)?`,
			`when (?:will|does|do|is|are|can|should|might|s)(?: [^ ]+){0,6} (?:arrive|arriving|arrives|come|coming|comes|here|delivered|dispatched|ship|shipped|shipping|sent|expect|get|getting|receive|due)`,
			`when(?: [^ ]+){0,6} (?:will|is|are|going to)(?: [^ ]+){0,2} (?:arrive|arriving|come|coming|delivered|here)`,
			`(?:has|is|are|was|did|hasn t|haven t|isn t|have (?:my|the|our|all)) WITHNOUN(?: [^ ]+){0,4} (?:shipped|ship|sent|dispatched|arrived|left|delivered|arriving|coming|delayed|late|way)`,
			`(?:hasn t|has not|haven t|have not|didn t|did not|isn t|not|still not)(?: [^ ]+){0,2} (?:arrived|arrive|come|shipped|delivered|received|here)`,
			`how (?:long|much longer)(?: until| till| before| does| will| is| s)? (?:my|our|this|#)`,
			`(?:any|an) (?:news|updates?) (?:on|about|for|of|regarding) WITHNOUN`, `what(?: is| s)? happening (?:with|to) WITHNOUN`,
			`how (?:is|s) WITHNOUN (?:going|doing|coming)`, `how far (?:is|along)`,
		},
		vetoes: `cancel refund return exchang replac chang modif edit alter amend swap switch add$ adding added addition remov delet correct wrong broke damag defect fault missing lost stolen steal
			complain complaint grievance claim invoic bill receipt pay$ paid paying payment charg money reimburs compens rebate restitution price cost fee$ fees discount voucher coupon code address human
			person$ people agent operator representative someone somebody speak talk call$ calling called phone manager supervisor lawyer legal sue$ court police fraud scam disappoint angry furious
			terrible awful worst ridicul unaccept disgust hate useless warrant guarantee repair fix$ fixed assembl install stop account password login review feedback opinion newsletter instead another
			different reschedul postpone earlier sooner faster expedite hurry buy$ buying bought place$ placing reorder pick collect store$ shop$ gift policy privacy data gdpr email mail name$ colour color
			size refus reject apolog why$ explain scratch dent torn crack empty half part$ parts piece two$ second$ withdraw revers bank card update$ updating updated reply answer contact report transfer
			cash cheque pin$ deposit transaction fund top$ verif solve identity application$ ticket case$ died dead$ death funeral hospital urgent emergency suicid kill hurt`,
		plain: `hello hi hey dear good morning afternoon evening day thanks thank please kindly regards cheers order orders number purchase purchases parcel parcels package packages delivery shipment shipping item
			items article articles product products goods stuff things furniture track tracking trace tracing locate locating find finding found check checking see seeing know knowing look looking up status eta
			arrival arrive arrives arriving arrived come coming comes came deliver delivered dispatch dispatched ship shipped sent send get getting receive received expect expected estimated date time today
			tomorrow yesterday week weeks days day now yet still already current currently progress help helping assist assistance need want wanna would like try trying got gonna going could can cannot tell
			give show question information info news update where wheres when how long soon here way happening ordered placed last monday tuesday wednesday thursday friday saturday sunday no nr id ref
			reference s t m d ll re ve im hasn haven isn didn don doesn won sofa table chair lamp bed shelf desk late delayed due supposed meant should just quick quickly possible also wondering wonder ago`,
	},
	"de": {
		nouns: `bestellung|bestellungen|lieferung|paket|pakete|sendung|ware|waren|mobel|artikel|auftrag|sie|es|er|#`,
		with:  `meine|mein|meiner|unsere|unser|die|der|das|den|diese|dieses|denn|jetzt|nur|eigentlich|gerade|nun|aktuell|bestellte|bestellten|nummer|nr|sich|neue|letzte`,
		cues: []string{
			`wo (?:ist|bleibt|bleiben|sind|steckt|befindet|liegt|hangt) WITHNOUN`, `wo WITHNOUN (?:ist|bleibt|bleiben|sind|steckt|sich befindet|gerade ist)`,
			`wann(?: [^ ]+){0,7} (?:an|ankommt|ankommen|geliefert|zugestellt|rechnen|erwarten|da|versendet|versandt|verschickt|kommen|eintrifft|erhalte|bekomme)`,
			`wann (?:kommt|kommen|erhalte|bekomme) (?:ich |wir )?WITHNOUN`, `wann WITHNOUN (?:kommt|kommen|da ist)`,
			`(?:status|stand|lieferstatus|bestellstatus|versandstatus|sendungsstatus|sendungsverfolgung|liefertermin|lieferdatum)`,
			`(?:verfolgen|nachverfolgen|tracken|tracking|nachverfolgung)`,
			`(?:ist|wurde|sind|wurden|hat) WITHNOUN(?: [^ ]+){0,4} (?:versandt|versendet|verschickt|unterwegs|angekommen|raus|rausgegangen|losgeschickt|ausgeliefert|verspatet)`,
			`nicht (?:angekommen|da|geliefert|zugestellt|erhalten|bekommen|eingetroffen)`, `(?:wie lange|wie weit)(?: [^ ]+){0,5} (?:lieferung|noch|bis|dauert|ist|unterwegs)`,
		},
		vetoes: `stornier storno widerruf widerruf ruckgabe ruckerstatt retour zuruck umtausch tausch ersatz ersetz ander anpass hinzu erganz entfern losch falsch kaputt beschadig defekt mangel mangel fehl verloren
			gestohlen beschwer reklam rechnung beleg quittung zahl bezahl geld erstatt preis kosten gebuhr rabatt gutschein adresse anschrift mensch mitarbeiter person berater sprechen reden anruf anrufen
			telefon chef anwalt gericht polizei betrug enttausch wutend unverschamt frech garantie gewahrleist repar montage aufbau konto passwort kennwort bewert newsletter stattdessen verschieb umleit
			fruher schneller abhol filiale laden$ geschaft datenschutz kundig abbestell mehr$ problem kratzer riss gebrochen zerbrochen warum wieso weshalb stattdessen ablehn annahme storn mahnung karte
			gestorben tot$ tod$ beerdigung krankenhaus notfall verletz kreditkarte uberweis bank kontakt melden antwort teil$ teile halfte zwei$ mail name$ farbe grosse nachlass entschadig schaden`,
		plain: `hallo guten tag morgen abend moin servus liebe lieber sehr geehrte damen herren danke vielen dank bitte gruss grusse freundlichen bestellung bestellungen bestellnummer auftrag auftragsnummer
			nummer lieferung paket sendung ware waren mobel artikel verfolgen tracken status lieferstatus stand wissen sagen mochte mochten wurde gern gerne konnen konnte konnten kann kannst sie mir ihr bescheid
			info information auskunft frage kommt kommen ankommt angekommen geliefert liefern zugestellt versandt versendet verschickt unterwegs erwarten rechnen bekomme erhalte erhalten bekommen heute morgen
			gestern woche wochen tage tagen noch schon bereits jetzt aktuell aktuelle aktueller aktuellen gerade wann wo wie lange weit liefertermin voraussichtlich voraussichtliche da bestellt habe haben
			sofa tisch stuhl lampe bett regal schrank eigentlich montag dienstag mittwoch donnerstag freitag samstag prufen nachsehen schauen lautet hilfe helfen brauche benotige letzte nr`,
	},
	"es": {
		nouns: `pedidos?|compras?|paquetes?|envio|entrega|orden|articulos?|productos?|muebles|#`,
		with:  `mi|mis|el|la|los|las|de|del|nuestro|nuestra|este|esta|ultimo|numero|n|maldito`,
		cues: []string{
			`donde (?:esta|estan|anda|se encuentra|se encuentran|va|se halla|queda)(?: ahora)? WITHNOUN`, `donde WITHNOUN (?:esta|estan|se encuentra)`, `por donde va(?: WITHNOUN)?`,
			`cuando(?: [^ ]+){0,6} (?:llega|llegan|llegara|llegaran|llegar|recibo|recibire|recibir|recibiremos|entrega|entregan|entregaran|entregara|entregado|enviara|enviado|sale|saldra)`,
			`(?:estado|estatus|status|seguimiento|rastrear|rastreo|rastreando|localizar)`, `(?:seguir|ubicar) WITHNOUN`,
			`(?:ha|han|fue|se ha|sido) (?:ya )?(?:salido|llegado|enviado|despachado|sido enviado)`,
			`no (?:me |nos )?(?:ha|han|lo he|la he|he) (?:llegado|recibido)`, `(?:aun|todavia) no (?:llega|llego|lo tengo)`,
			`cuanto (?:tarda|tardara|falta|tiempo)(?: [^ ]+){0,6} (?:llegar|llegue|entrega|entregar|pedido|#)`, `que pasa con WITHNOUN`, `(?:fecha|dia) (?:de|prevista|estimada)(?: de)? entrega`,
		},
		vetoes: `cancel anul reembols devol devuelv cambi modific actualiz edit anad agreg quit elimin borr equivoc errone incorrect roto rota danad defect falta$ faltan perd robad robo quej reclam factur
			pag dinero cobr precio coste costo tarifa descuent cupon direccion persona human agente operador hablar llamar llamada telefono gerente encargad abogad tribunal polic fraude estafa decepcion
			enfad indign garant repar montaje montar cuenta contrasena opinion resena boletin aplaz antes recoger tienda datos otro$ otra$ distint problema rallad rayad rasgad porque mal$ tarjeta banco
			contact respuesta parte$ mitad dos$ correo nombre color talla indemniz compens rechaz inaceptable vergonz
			murio muert fallec funeral hospital urgenc emergenc transferenc`,
		plain: `hola buenos buenas dias tardes noches gracias por favor saludos pedido pedidos compra paquete envio entrega orden articulo producto muebles numero estado estatus seguimiento rastrear localizar
			seguir saber conocer ver decir decirme dime diganme quiero quisiera queria me gustaria puedo puede pueden podria podrian necesito ayuda ayudar informacion info consultar consulta pregunta comprobar
			llega llegara llegar llegado recibo recibir recibire recibido enviado enviaron salido fecha prevista estimada dia hoy manana ayer semana semanas todavia aun ya ahora actual donde cuando cuanto tarda
			tardara hice hecho realice sofa mesa silla lampara cama lunes martes miercoles jueves viernes sabado se encuentra encuentran va anda intento tengo ando`,
	},
	"fr": {
		nouns: `commandes?|colis|livraison|achats?|paquet|articles?|produits?|envoi|meubles|#`,
		with:  `ma|mon|mes|la|le|les|l|notre|nos|cette|ce|de|du|derniere|numero|n|no|actuellement|donc`,
		cues: []string{
			`ou (?:est|en est|sont|se trouve|se trouvent|en sont)(?: donc| actuellement| maintenant)? WITHNOUN`, `ou (?:WITHNOUN )(?:est|en est|se trouve)`, `(?:est|sont) ou WITHNOUN`,
			`quand(?: [^ ]+){0,7} (?:arrive|arrivera|arriver|arriveront|recevoir|recevrai|recevrons|recois|livre|livree|livres|livrer|livraison|expedie|expediee|part|partira|livrez|venir)`,
			`(?:statut|suivre|suivi|pister|localiser|localisation)`, `etat(?: actuel)?(?: d avancement)?(?: de| d| du)`,
			`(?:a|est|sont|t elle|t il)(?: [^ ]+){0,4} (?:expediee?|envoyee?|partie?|arrivee?|livree?|en route|en chemin)`,
			`pas (?:encore )?(?:recue?|arrivee?|livree?)`, `(?:toujours|encore) (?:pas|rien) (?:recue?|arrivee?)`, `combien de temps(?: [^ ]+){0,7} (?:livraison|arrive|recevoir|livree?|commande|colis)`,
			`date (?:de|d|prevue|estimee)(?: de)? ?(?:livraison|arrivee)`,
		},
		vetoes: `annul rembours retour renvoy renvoi echang remplac modif chang ajout supprim retir effac faux$ fausse mauvais erreur casse abim endommag defectu manqu perdu perte vole$ volee plaint plaindre reclam
			factur pay paiement argent prix cout frais$ remise reduc promo bon$ adress humain personne$ agent$ conseill parler appel telephon responsable avocat tribunal police fraude arnaque decu decevant scandal
			inadmissible inacceptable garanti repar montage monter compte$ mot$ passe$ avis$ newsletter autre repouss report boutique magasin donnees litige probleme raye dechir pourquoi carte$ banque
			contact reponse moitie deux$ mail email nom$ couleur taille indemnis dedommag refus mort$ morte decede deces enterr
			hopital urgence virement`,
		plain: `bonjour bonsoir salut madame monsieur merci bien svp plait vous cordialement commande commandes colis livraison achat paquet article produit envoi meubles numero statut etat suivi suivre localiser
			savoir connaitre voir dire dites aimerais voudrais veux souhaite souhaiterais peux pouvez pourriez puis besoin aide aider information informations info renseignement question verifier arrive arrivera
			arriver recevoir recevrai recu recue livre livree expediee expedie envoyee envoye partie parti date prevue estimee jour jours aujourd hui demain hier semaine semaines toujours encore deja maintenant
			actuellement actuel ou quand combien temps passe passee canape table chaise lampe lit lundi mardi mercredi jeudi vendredi samedi trouve route chemin avancement j ai d l n c s t qu jusqu essaie`,
	},
	"it": {
		nouns: `ordin[ei]|acquist[oi]|pacc(?:o|hi|hetto)|spedizion[ei]|consegna|merce|articol[oi]|prodott[oi]|mobili|roba|#`,
		with:  `mio|mia|miei|mie|il|lo|la|i|gli|le|l|un|del|dell|della|dei|nostro|nostra|questo|questa|quest|ultimo|ultima|numero|n|nr|adesso|ora|pero`,
		cues: []string{
			`(?:dove|dov) (?:e|sono|si trova|si trovano|sta|stanno|sara|e finito|e finita|sono finiti)(?: adesso| ora)? WITHNOUN`, `(?:dove|dov) WITHNOUN (?:e|sono|si trova|si trovano|sta)`,
			`a che punto (?:e|sono|siamo con|sta)(?: WITHNOUN)?`, `quando(?: [^ ]+){0,6} (?:arriva|arrivano|arrivera|arriveranno|arrivare|ricevo|ricevero|ricevere|riceveremo|consegnate|consegnato|consegnata|consegnano|consegnerete|parte|partira|spedite|spedito|spedita)`,
			`(?:stato|status|tracciamento|tracking|tracciare|localizzare|rintracciare)`, `(?:seguire|monitorare) WITHNOUN`,
			`(?:e|sono|e stato|e stata|e gia|e gia stato|e gia stata) (?:gia )?(?:partito|partita|partiti|arrivato|arrivata|arrivati|spedito|spedita|spediti|in viaggio|in consegna)`,
			`non (?:mi |ci )?(?:e|sono|ho|abbiamo) (?:ancora |mai |piu )?(?:arrivato|arrivata|arrivati|ricevuto|ricevuta|stato consegnato|stata consegnata)`, `non (?:e ancora|arriva|arrivano|lo ho ancora)`,
			`quanto (?:ci vuole|ci mette|manca|tempo)(?: [^ ]+){0,6} (?:arrivare|arrivi|consegna|consegnare|ordine|pacco|#)`, `che (?:fine ha fatto|succede con|ne e di) WITHNOUN`,
			`(?:data|giorno|ora) (?:di|prevista|stimata|prevista di|prevista per)(?: la)? ?(?:consegna|arrivo)`,
		},
		vetoes: `annull cancell disdi disdett rimbors restitu reso$ resi$ rend$ cambi modific sostitu aggiorn corregg aggiung tolg toglier elimin sbagliat errat error rott danneggi difett manca$ mancan mancat perso$ persa$ perdut rubat furt
			reclam lament fattur scontrin pag$ pagat pagar pagam soldi$ denaro prezz cost$ costa$ costi$ tariff sconto sconti buono$ indirizz person$ persona umano operator agente parlar chiam telefon respons$ responsabil capo$ avvocat
			tribunal polizi truff frod delus arrabbi furios vergogn schifo inaccett garanzi ripar montagg montar account password conto$ opinion recension newsletter rimand spost anticip ritir negozio dati$ altro$ altra$ altri$ diverso diversa
			problem graffi strapp perche$ male$ carta$ banca contatt rispost parte$ meta$ due$ mail nome$ colore misura taglia risarc indenn compens rifiut mort$ morto$ morta$ decedut funeral ospedal urgen emergen bonific`,
		plain: `ciao buongiorno buonasera salve gentile gentili signori grazie mille prego per favore cordiali saluti ordine ordini acquisto pacco pacchetto pacchi spedizione consegna merce articolo prodotto mobili numero stato status tracciamento
			tracking tracciare seguire localizzare sapere vedere capire dire dirmi sapermi potete potrei potrebbe puo posso vorrei voglio desidero gradirei bisogno serve aiuto aiutare aiutarmi informazioni informazione info notizie controllare verificare
			domanda chiedere arriva arrivera arrivare arrivato arrivata arrivano ricevo ricevero ricevere ricevuto ricevuta consegnato consegnata consegnare spedito spedita partito partita viaggio data prevista previsto stimata giorno giorni oggi
			domani ieri settimana settimane ancora gia ora adesso attuale dove dov quando quanto punto fatto fatta ho aspetto aspettando divano tavolo sedia lampada letto lunedi martedi mercoledi giovedi venerdi sabato trova trovano finito`,
	},
	"ar": {
		nouns: `طلب|طلبي|الطلب|طلبيه|طلبيتي|الطلبيه|شحنه|شحنتي|الشحنه|طرد|طردي|الطرد|المنتج|مشترياتي|#`,
		with:  `رقم|هو|هي|الان|حاليا|هذا|هذه`,
		cues: []string{
			`(?:اين|وين|فين) WITHNOUN`, `متي(?: [^ ]+){0,4} (?:يصل|تصل|سيصل|ستصل|يوصل|توصل|استلم|ساستلم|استلام|يصلني|تصلني|وصول|توصيل|تسليم|التسليم|التوصيل|سيتم)`,
			`متي (?:يصل|تصل|سيصل|ستصل|يوصل|توصل|استلم|ساستلم|يصلني|تصلني|موعد)`, `(?:حاله|وضع) WITHNOUN`, `(?:تتبع|اتتبع|متابعه) WITHNOUN`,
			`هل (?:تم شحن|تم ارسال|وصل|وصلت|شحن|خرج|خرجت) WITHNOUN`, `(?:لم|ما) (?:يصل|تصل|يصلني|تصلني|استلم|وصل|وصلت|وصلني)(?: [^ ]+){0,3}`, `(?:موعد|تاريخ) (?:وصول|تسليم|توصيل|التسليم|التوصيل|الوصول) ?(?:WITHNOUN)?`,
		},
		vetoes: `الغ ارجاع ارجع استرجاع استرداد استبدال تبديل تغيير اغير تعديل اعدل مكسور تالف معيب خطا ناقص مفقود ضاع شكوي اشتكي شكاي فاتور دفع مال$ المال فلوس نقود سعر خصم عنوان شخص موظف انسان بشر
			اتصل اتصال هاتف مدير محام احتيال نصب$ ضمان اصلاح حساب المرور سرق تعويض لماذا ليش غاضب سيئ حذف اضاف بطاقه بنك مشكله توفي مات$ وفاه مستشفي طوارئ تحويل اخر$ اثنين$ نصف`,
		plain: `مرحبا السلام عليكم صباح مساء الخير النور شكرا من فضلك لو سمحت رجاء طلب طلبي الطلب طلبيه طلبيتي الطلبيه شحنه شحنتي الشحنه طرد طردي الطرد المنتج رقم رقمه رقمها اين وين فين متي حاله وضع تتبع متابعه
			اتتبع اريد ارغب اود معرفه اعرف ممكن هل يمكن يمكنني كيف يصل تصل سيصل ستصل وصل وصلت لم ما بعد حتي الان اليوم غدا امس موعد تاريخ التسليم التوصيل وصول توصيل استلم تم شحن ارسال ان عن في هو هي لي
			مساعده حاليا اسبوع ايام يوم`,
	},
}
