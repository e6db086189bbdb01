"""First messages in the languages beside English: what asks the bot about itself is answered, and what begins a letter
is not taken for that."""

from __future__ import annotations

import pytest

from bot.rules.questions import is_question

ASKED = {
    "de": (
        "Wie funktioniert das?", "Hallo, wie funktioniert das hier?", "Was ist das für ein Bot?", "was kannst du",
        "Wer kann das lesen?", "Wer liest meine Briefe?", "Kann jemand sehen, wer ich bin?",
        "Sieht jemand meinen Namen?",
        "Sehen die Mods, wer ich bin?", "Weißt du, wer das geschrieben hat?", "Ist das wirklich anonym?",
        "Bleibt das geheim?",
        "Wie schreibe ich einen Brief?", "Wo kann ich einen Brief schreiben?",
        "Wie lange werden meine Nachrichten gespeichert?",
        "Was speicherst du über mich?", "Kann ich den Brief später löschen?", "Kann ich Bilder anhängen?",
        "Was passiert, wenn ich ihn abschicke?", "Bist du ein Bot?", "Wer hat diesen Bot gemacht?",
        "Wie fange ich an?", "Wo landet mein Brief?",
    ),
    "es": (
        "¿Cómo funciona?", "Hola! ¿Cómo funciona esto?", "que es esto", "¿Para qué sirve este bot?",
        "¿Quién puede leer esto?",
        "¿Quién lo lee?", "¿Alguien puede ver quién soy?", "¿Pueden los moderadores ver mi nombre?",
        "¿Se ve mi nombre?",
        "¿Es privado?", "¿Esto es realmente anónimo?", "¿Cómo escribo una carta?",
        "¿Cuánto tiempo se guardan mis mensajes?",
        "¿Qué guardas de mí?", "¿Puedo borrarla después?", "¿Puedo enviar fotos?", "¿Qué pasa cuando la envío?",
        "¿Eres un bot?", "¿Quién ha hecho este bot?", "Perdón, una pregunta: ¿alguien sabe quién soy?",
        "¿A dónde va mi carta?", "¿Cuesta algo?",
    ),
    "fr": (
        "Comment ça marche ?", "Bonjour, comment ça marche ?", "C’est quoi ?", "Qu’est-ce que c’est ?",
        "À quoi sert ce bot ?",
        "Qui peut lire ça ?", "Qui lit mes lettres ?", "Est-ce que quelqu’un peut voir qui je suis ?",
        "On voit mon nom ?",
        "Est-ce que les modos savent qui je suis ?", "Les modérateurs voient mon pseudo ?", "C’est vraiment anonyme ?",
        "Est-ce que ça reste secret ?", "Comment écrire une lettre ?", "Comment j’envoie une lettre ?",
        "Combien de temps gardez-vous mes messages ?", "Qu’est-ce que tu gardes sur moi ?",
        "Je peux la supprimer plus tard ?",
        "Je peux joindre une photo ?", "Que se passe-t-il quand je l’envoie ?", "Tu es un robot ?",
        "Qui a fait ce bot ?", "Ça marche comment ?", "Où va ma lettre ?", "Qui peut lire ?",
    ),
    "ja": (
        "これは何ですか？", "これなに？", "どうやって使うの？", "使い方を教えてください", "誰が読むんですか？",
        "手紙は誰に読まれますか",
        "名前は出ますか？", "誰が書いたかバレますか？", "管理人に私が誰かわかりますか？", "他の人に名前は見えますか",
        "匿名ですか？",
        "これは安全ですか？", "手紙はどうやって書けばいいですか？", "どうやって送るの？", "データは保存されますか？",
        "あとで消せますか？",
        "写真はつけられますか？", "送ったらどうなりますか？", "ボットですか？", "すみません、これは何ですか？",
        "どういう仕組みですか？", "自分だとバレますか？", "どうやって手紙を書くの？",
    ),
    "pl": (
        "Jak to działa?", "Cześć, jak to działa?", "Co to jest?", "Do czego to służy?", "Kto to przeczyta?",
        "Kto może przeczytać mój list?", "Czy ktoś widzi, kim jestem?", "Czy moderatorzy wiedzą, kto to napisał?",
        "Czy widać moje imię?", "Czy to jest naprawdę anonimowe?", "Czy to jest bezpieczne?", "Jak napisać list?",
        "Jak mogę wysłać list?", "Jak długo przechowujecie moje wiadomości?", "Co o mnie zapisujecie?",
        "Czy mogę go później usunąć?", "Czy mogę dodać zdjęcie?", "Co się stanie, gdy go wyślę?", "Jesteś botem?",
        "Kto stworzył tego bota?", "Jak zacząć?", "Gdzie trafi mój list?", "Czy ktoś się dowie, że to ja?",
    ),
    "pt": (
        "Como funciona?", "Oi, como isso funciona?", "O que é isso?", "Para que serve esse bot?", "Quem pode ler isso?",
        "Quem lê as cartas?", "Alguém pode ver quem eu sou?", "Os moderadores sabem quem escreveu?",
        "Dá pra saber quem sou?",
        "Aparece meu nome?", "Isso é mesmo anônimo?", "É seguro?", "Como escrevo uma carta?",
        "Como faço para enviar uma carta?",
        "Por quanto tempo vocês guardam minhas mensagens?", "O que você guarda sobre mim?", "Posso apagar depois?",
        "Posso mandar fotos?", "O que acontece quando eu envio a carta?", "Você é um robô?", "Quem fez esse bot?",
        "Meu nome aparece?", "Vão ver meu nome?", "É seguro escrever aqui?", "Tem como apagar depois?",
    ),
    "tr": (
        "Bu nasıl çalışıyor?", "Merhaba, bu nasıl çalışıyor?", "Bu ne?", "Bu bot ne işe yarıyor?", "Bunu kim okuyacak?",
        "Mektupları kim okuyor?", "Biri kim olduğumu görebilir mi?", "Moderatörler adımı görüyor mu?",
        "Adım görünür mü?",
        "İsmim görünecek mi?", "Bu gerçekten anonim mi?", "Bu güvenli mi?", "Nasıl mektup yazarım?",
        "Mektubu nasıl gönderirim?",
        "Mesajlarım ne kadar süre saklanıyor?", "Hakkımda neler kaydediliyor?", "Sonra silebilir miyim?",
        "Fotoğraf ekleyebilir miyim?", "Gönderince ne olur?", "Sen bot musun?", "Bu botu kim yaptı?",
        "Mektubu kim alıyor?", "Nasıl başlarım?", "Kim olduğum görünür mü?", "Burası güvenli mi?",
    ),
}  # fmt: skip
BEGUN = {
    "de": (
        "Wer weiß?", "Was ist aus uns geworden?", "Weißt du noch?", "Siehst du mich?", "Wie geht es dir?",
        "Kannst du mich hören?",
        "Wer liest mir jetzt vor?", "Kann jemand den Mond sehen?", "Ist das Liebe?", "Was passiert mit uns?",
        "Was wird?",
        "Kann ich dich wiedersehen?", "Wo bist du?", "Wie lange noch?", "Liest du das?", "Kannst du das lesen?",
        "Sieht mich jemand?", "Wie fange ich bloß wieder an?", "Was mache ich hier?", "Wer ist da?",
    ),
    "es": (
        "¿Quién sabe?", "¿Te acuerdas?", "¿Cómo estás?", "¿Qué fue de nosotros?", "¿Alguien me escucha?",
        "¿Puedo volver?",
        "¿Es amor?", "¿Qué pasa contigo?", "¿Cuánto tiempo más?", "¿Dónde estás?", "¿Sabes quién fue tu padre?",
        "¿Ves la luna?", "¿Me ves?", "¿Tú lees esto?", "¿Qué hago?", "¿A dónde vas?", "¿Quién eres tú para mí?",
    ),
    "fr": (
        "Qui sait ?", "Tu te souviens ?", "Comment vas-tu ?", "Tu me vois ?", "Qu’est-ce que tu gardes de nous ?",
        "Où es-tu ?",
        "C’est l’amour ?", "Je peux revenir ?", "Combien de temps encore ?", "Tu sais ce que j’ai perdu ?",
        "Qui te lit des histoires ?",
        "Que se passe-t-il entre nous ?", "Tu lis ça ?", "Je fais quoi maintenant ?", "Où vas-tu ?",
    ),
    "ja": (
        "元気ですか？", "覚えていますか？", "どこにいますか？", "あの海を覚えている？", "月が見えますか？",
        "誰かを好きになったことはある？",
        "会いたい。", "あなたは今どこにいるの？", "ごめんね。", "雪を見ましたか", "私のこと、わかりますか？",
        "私を見ていましたか？", "何をすればいいですか？", "どこへ行ったの？",
    ),
    "pl": (
        "Kto wie?", "Pamiętasz?", "Jak się masz?", "Gdzie jesteś?", "Widzisz mnie?", "Kto mnie teraz przeczyta?",
        "Czy to miłość?",
        "Czy mogę wrócić?", "Jak długo jeszcze?", "Co się stało z nami?", "Kto widzi?", "Czy ktoś mnie słyszy?",
        "Czytasz to?", "Co mam zrobić?", "Dokąd idziesz?",
    ),
    "pt": (
        "Quem sabe?", "Você se lembra?", "Como você está?", "Onde você está?", "Você me vê?", "É amor?",
        "Posso voltar?",
        "Quanto tempo mais?", "O que aconteceu com a gente?", "Alguém me ouve?", "Você guarda minhas cartas?",
        "Quem fez?", "Você lê isso?", "O que eu faço?", "Pra onde você foi?",
    ),
    "tr": (
        "Kim bilir?", "Hatırlıyor musun?", "Nasılsın?", "Neredesin?", "Bu aşk mı?", "Geri dönebilir miyim?",
        "Ne kadar daha?",
        "Bize ne oldu?", "Biri beni duyuyor mu?", "Ayı görüyor musun?", "Beni hatırlar mısın?", "Ne oldu?",
        "Bunu okuyor musun?", "Beni görüyor musun?", "Ne yapmam gerekiyor?", "Nereye gittin?",
    ),
}  # fmt: skip


@pytest.mark.parametrize("code", ASKED)
def test_a_question_about_the_bot_is_answered_in_every_language(code: str) -> None:
    assert [each for each in ASKED[code] if not is_question(each)] == []


@pytest.mark.parametrize("code", BEGUN)
def test_a_question_to_somebody_begins_a_letter(code: str) -> None:
    assert [each for each in BEGUN[code] if is_question(each)] == []


@pytest.mark.parametrize("code", ASKED)
def test_a_question_that_goes_on_is_a_letter(code: str) -> None:
    ends = BEGUN[code][1]
    assert [each for each in ASKED[code] if is_question(f"{each}\n{ends}") or is_question(f"{each} {ends}")] == []
