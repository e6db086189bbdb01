"""Whole questions to the bot about itself in the languages beside English, that write Latin
letters, without accents and punctuation. Each function returns those of one language."""

from __future__ import annotations

import re

from bot.rules.question_patterns_romance import ROMANCE, either


def _german() -> re.Pattern[str]:
    it = (
        "(?:das(?: hier| alles)?|dies(?:es)?|es|alles|(?:der|dieser) bot|(?:der|den|mein|meinen) brief|"
        "(?:die|meine) briefe|meine nachrichten?|meine daten|mein(?:en)? namen?|was ich (?:schreibe|geschrieben habe))"
    )
    who = (
        "(?:jemand(?: anderes)?|irgendwer|irgendjemand|man|ihr|du|(?:die )?anderen?|der (?:bot|server)|discord|"
        "leute|(?:die |das )?(?:mods?|moderator(?:en|innen)|moderation|admins?|team))"
    )
    others = who.replace("ihr|du|", "")
    me = (
        "(?:wer ich bin|dass ich (?:es|das) (?:bin|war)|wer (?:es|das|den brief) (?:geschrieben|geschickt) hat|von "
        "wem (?:es|das|der brief) (?:ist|kommt)|(?:dass )?(?:es|das) von mir (?:ist|kommt)|mein(?:en)? "
        "(?:namen?|konto|account|profil|nick))"
    )
    seeing = "(?:sehen|lesen|mitlesen|wissen|erfahren|herausfinden|rausfinden|erkennen|bekommen)"
    return either(
        r"wie fang(?:e|t) (?:ich|man) an|kostet (?:das|es)(?: (?:etwas|was|geld))?",
        r"was passiert mit (?:meinem brief|meinen (?:briefen|daten|nachrichten))|wo(?:hin)? (?:geht|kommt|landet) "
        r"mein brief(?: hin)?",
        r"(?:kann|konnt) (?:man|jemand|ihr) (?:das|mich|es) (?:zuruckverfolgen|finden|identifizieren)",
        rf"wie (?:funktioniert|geht|lauft) {it}|wie benutz(?:e|t) (?:ich|man) (?:das|dich|den bot)",
        r"(?:was|wer) (?:ist|macht|soll) (?:das|(?:der|dieser) bot)(?: hier)?(?: fur ein bot)?|was kannst du|was "
        r"bist du",
        r"wer bist du|bist du (?:ein |eine )?(?:bot|mensch|ki|roboter|echt)|wo(?:zu|fur) (?:ist|dient) "
        rf"{it}(?: gut| da)?",
        rf"wer (?:kann|darf|wird|konnte) (?:{it}|{me}) {seeing}|wer (?:sieht|liest|bekommt|kriegt|weiss|erfahrt) "
        rf"(?:{it}|{me})",
        rf"(?:kann|konnen|konnt|kannst|konnte|wird|werden|darf) {who} (?:{seeing} {me}|{me} {seeing})|"
        rf"(?:kann|konnen|wird|werden|darf) {others} {it} {seeing}",
        rf"(?:sieht|sehen|seht|siehst|weiss|wissen|wisst|weisst|erfahrt|erfahren) {who} {me}|"
        rf"(?:sieht|sehen|liest|lesen) {others} {it}",
        rf"(?:ist|sind|bleibt|bleiben|wird|werden) {it} (?:hier )?(?:privat|sicher|geheim|offentlich|vertraulich|"
        r"gespeichert|veroffentlicht|kostenlos|verschlusselt|sichtbar|angezeigt)",
        r"(?:wie|wo) (?:kann|soll|muss) (?:ich|man)(?: hier| denn)? (?:einen |meinen |den )?(?:briefe?|das|ihn|es) "
        r"(?:schreiben|abschicken|senden|schicken|veroffentlichen|absenden|posten)",
        r"(?:wie|wo) (?:schreib|send|schick|verschick|veroffentlich|post)e? "
        r"(?:ich|man)(?: hier)?(?: (?:einen|meinen|den|das|es|ihn))?(?: brief)?(?: ab)?",
        rf"wie lange (?:wird|werden|bleibt|bleiben|speicherst du|speichert ihr) {it}(?: (?:gespeichert|aufbewahrt))?",
        r"was (?:wird|speicherst du|speichert ihr|speichert der bot)(?: alles)?(?: (?:von mir|uber mich))?(?: "
        r"gespeichert)?(?<!was wird)",
        r"speicher(?:st du|t ihr|t der bot) (?:meine |meinen |die )?(?:daten|namen?|nachrichten|ip)",
        rf"kann (?:ich|man) (?:{it}|ihn|einen brief) (?:spater |wieder |noch |danach |auch )*(?:loschen|andern|"
        r"bearbeiten|zuruckziehen|zurucknehmen)",
        r"kann (?:ich|man) (?:auch )?(?:ein |einen |eine )?(?:bild(?:er)?|fotos?|datei(?:en)?|links?|videos?|gifs?) "
        r"(?:anhangen|schicken|senden|mitschicken|hinzufugen|verwenden|einfugen)",
        rf"was passiert (?:dann|danach|nach dem (?:ab)?senden|(?:wenn|nachdem) ich (?:{it}|ihn|auf senden) "
        r"(?:ab)?(?:schicke|sende|drucke))",
        r"wer (?:betreibt|hat|steckt hinter|macht) (?:das|dich|(?:den|diesen|dem|diesem) bot)(?: hier)?(?: gemacht| "
        r"programmiert)?",
    )


def _polish() -> re.Pattern[str]:
    it = (
        "(?:to|(?:ten )?bot|(?:moj |ten )?list|(?:moje )?listy|moje (?:wiadomosci|imie)|moja wiadomosc|to co "
        "(?:pisze|napisalam|napisalem))"
    )
    who = (
        "(?:ktos(?: inny)?|ktokolwiek|inni|ludzie|wy|bot|serwer|discord|moderatorzy|moderacja|mod(?:y|zi)|admini|"
        "administracja|administratorzy)"
    )
    me = (
        "(?:kim jestem|ze to ja(?: pisze| napisal[ae]m)?|kto (?:to |go )?(?:napisal|wyslal)a?(?: (?:to|list))?|moje "
        "(?:imie|konto|dane)|moj (?:nick|profil)|moja tozsamosc|mojego (?:imienia|nicku|konta))"
    )
    see = (
        "(?:(?:moze|moga|bedzie|beda|mozesz|mozecie) )?(?:widz[ia]|widzicie|widzisz|wie|wiedza|wiesz|wiecie|"
        "zobacz[ya]|(?:sie )?(?:dowie|dowiedza)(?: sie)?|zobaczyc|dowiedziec sie|wiedziec|sprawdzic|"
        "przeczyta(?:ja|c)?|pozna|poznac|widziec|wiedzial[aoi]?|czyta(?:ja|c)?|dostanie|dostaje)"
    )
    can = "(?:czy )?(?:moge|mozna|da sie|bede mogla|bede mogl)"
    return either(
        r"(?:jak|od czego) (?:mam )?zaczac|(?:czy )?to (?:cos |nic nie )?kosztuje|ile to kosztuje",
        rf"(?:gdzie|dokad) (?:trafi|trafia|idzie|pojdzie) {it}|(?:czy )?(?:mozna|da sie|ktos moze) mnie "
        r"(?:namierzyc|rozpoznac|zidentyfikowac)",
        r"jak (?:to|(?:ten )?bot) dziala|jak dziala (?:to|(?:ten )?bot)|o co w tym chodzi|jak (?:tego|z tego) "
        r"(?:uzywac|korzystac)",
        r"co to (?:jest|za bot)|do czego (?:to |(?:ten )?bot )?sluzy(?: (?:to|ten bot))?|co (?:potrafisz|umiesz)|"
        r"(?:kim|czym) (?:ty )?jestes",
        r"(?:czy )?(?:ty )?jestes (?:botem|czlowiekiem|prawdziw[ya]|robotem|ai)",
        rf"kto (?:(?:{it}|{me}) {see}|{see} (?:{it}|{me}))",
        rf"(?:czy )?{who} (?:{it} )?{see}(?: (?:{me}|{it}))|(?:czy )?(?:bedzie )?widac (?:{me})|czy {see} (?:{me})",
        rf"(?:czy )?(?:{it}|moj nick) (?:jest |sa |bedzie |beda |zostanie |zostaje )?(?:tu )?(?:prywatn|bezpieczn|"
        rf"tajn|publiczn|"
        r"poufn|darmow|szyfrowan|widoczn|zapisywan)\w*",
        r"(?:jak|gdzie) (?:to |moge |mam |sie |tu |mozna )?(?:napisac|wyslac|opublikowac|pisze sie|wysyla sie)(?: "
        r"(?:moj |nowy |kolejny )?list)?",
        rf"jak dlugo (?:{it} )?(?:jest |sa |beda |bedzie )?(?:przechowuj|trzyma|przechowywan|zapisan)\w*(?: {it})?",
        r"(?:co|jakie dane) (?:o mnie )?(?:zapisujes?z|zapisujecie|przechowujecie|przechowujesz|jest zapisywane|"
        r"zbieracie)(?: o mnie)?",
        r"(?:czy )?(?:zapisujesz|zapisujecie|przechowujecie|przechowujesz|zbieracie) "
        r"(?:moje )?(?:dane|imie|wiadomosci|ip)",
        rf"{can} (?:go |pozniej |potem |{it} )*(?:usunac|zmienic|edytowac|wycofac|cofnac|skasowac)(?: "
        rf"(?:{it}|go))?(?: (?:pozniej|potem))?",
        rf"{can} (?:tu )?(?:dodac|wyslac|zalaczyc|dolaczyc|wstawic|uzyc) (?:zdjeci|obraz|plik|link|film|gif)\w*",
        r"co sie (?:stanie|dzieje|bedzie dzialo) (?:gdy|jak|kiedy|jesli|po) "
        r"(?:to |list |go )?(?:wysle|wyslaniu)(?: (?:list|to|listu|go))?",
        r"kto (?:stworzyl|prowadzi|zrobil|stoi za) (?:to|tym|(?:tego|ten) bot\w*|tym botem)",
    )


def _turkish() -> re.Pattern[str]:
    it = (
        "(?:bu|bunu|bunlari?|her seyi?|mektu(?:p|bu)(?:m|mu)?|mektuplar(?:i|im|imi)?|mektubu(?:mu|n)?|"
        "mesaj(?:im|imi|larim|larimi)|yazdiklarim[i]?|yazdigimi)"
    )
    who = (
        "(?:biri(?:si|leri)?|herhangi biri|baskalari|baska biri|baskasi|kimse|sen|siz|bot|sunucu(?:dakiler)?|"
        "discord|moderatorler|modlar|yoneticiler|adminler|insanlar|digerleri)"
    )
    others = who.replace("sen|siz|", "")
    me = "(?:kim oldugumu|ben(?:im)? oldugumu|(?:ismi|adi|kimligi|hesabi|profili)mi|kimin yazdigini|benim yazdigimi)"
    sees = (
        "(?:gor|oku|bil|ogren|bul|anla|al)(?:y?[ae]bilir|y?[ae]biliyor|u?r|ir|[iuy]?yor|ecek|yacak|acak|"
        "iyor)(?:l[ae]r|sun|siniz|sunuz)?"
    )
    asks = "(?:mi|mu)(?:sin|sun|siniz|sunuz)?"
    write = "(?:yaz|gonder|yolla)(?:[aei]?rim|[iy]?[iu]?yorum|abilirim|ebilirim|yabilirim|ilir|iliyor|acagim|ecegim)"
    return either(
        r"mektubum nereye (?:gid|ulas|var)\w+|nasil basla(?:rim|yabilirim|yacagim|nir|niyor)|"
        r"(?:bu )?(?:ucretsiz|parali|ucretli) mi",
        rf"(?:{it}|verilerimi) (?:sakliyor|kaydediyor|tutuyor) (?:mu|musun|musunuz)|burasi (?:guvenli|gizli|anonim) mi",
        r"(?:bu |bot |bu bot )?nasil (?:calisiyor|calisir|isliyor|kullanilir|kullaniliyor)(?: bu)?",
        r"bu(?: bot)? (?:ne|nedir|ne ise (?:yarar|yariyor)|ne icin|ne yapar|neye yarar)|sen "
        r"(?:nesin|kimsin|ne yapabilirsin)|neler? yapabilirsin",
        r"(?:sen )?(?:bir )?(?:bot|insan|robot|yapay zeka|gercek|gercek biri) (?:musun|misin)",
        rf"(?:{it}|{me}) kim(?:ler)? {sees}|kim(?:ler)? (?:{it}|{me}) {sees}",
        rf"(?:{who} )?{me} (?:{who} )?{sees} {asks}|(?:{others} {it}|{it} {others}) {sees} {asks}",
        r"(?:benim )?(?:adim|ismim|kimligim|profilim|hesabim|kim oldugum) "
        r"(?:gorunur|gorunecek|gorunuyor|gozukur|gozukecek|gozukuyor|belli olur|belli oluyor|"
        r"anlasilir|bilinir|yayinlanir|gizli kalir) (?:mu|mi)",
        rf"{it} (?:gizli|guvenli|ozel|herkese acik|ucretsiz|sifreli|kaydediliyor|yayinlaniyor) "
        r"?(?:kalir |olur )?(?:mi|mu)(?: burada)?",
        rf"(?:{it} )?(?:nasil|nereden|nereye) (?:bir )?(?:mektup(?:lar)? )?{write}",
        rf"(?:{it} )?ne kadar (?:sure|sureyle|zaman) (?:sakla|tut|kal)\w+",
        r"(?:benim )?(?:hakkimda )?(?:neler?|neleri|neyi|hangi (?:bilgi|veri)ler(?:i|imi)?) "
        r"(?:kaydedi|sakl|toplu|tutu)\w+",
        rf"(?:{it} )?(?:daha )?(?:sonra(?:dan)? )?(?:silebilir|degistirebilir|duzenleyebilir|geri alabilir|geri "
        r"cekebilir) miyim",
        r"(?:fotograf|resim|gorsel|link|baglanti|dosya|video|gif)(?:lar)? "
        r"(?:da )?(?:ekleyebilir|gonderebilir|koyabilir|kullanabilir|yollayabilir) miyim",
        rf"(?:{it} )?(?:gonderince|gonderirsem|gonderdikten sonra|gonderdigimde|yollayinca) ne "
        r"(?:olur|oluyor|olacak)",
        r"(?:bunu|bu botu|botu|seni) kim (?:yapti|yonetiyor|isletiyor|yazdi)",
    )


LATIN = (_german(), _polish(), _turkish(), *ROMANCE)
