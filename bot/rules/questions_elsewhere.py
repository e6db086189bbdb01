"""Questions to the bot about itself in the languages beside English, as `questions` reads English ones.

They are compared without accents, as many type them, and without punctuation; Japanese ones without spaces, too.
"""

from __future__ import annotations

import re

from bot.rules import question_patterns
from bot.rules.question_patterns_romance import either
from bot.rules.unaccented import unaccented

#: A longer message is none.
MOST_LETTERS = 120
#: What is said before a question.
OPENINGS = (
    "hilfe|ayuda|aide|ajuda|pomocy|yard[iı]m|hallo|hi|hey|hello|ok|okay|moin|servus|guten (?:tag|morgen|abend)|"
    "entschuldigung|sorry|sag mal|frage|kurze frage|also|und|aber|hola|buenas|buenos d[ií]as|buenas "
    "(?:tardes|noches)|perd[oó]n|disculp[ae]|una pregunta|pregunta|oye|pero|salut|bonjour|bonsoir|coucou|pardon|"
    "excuse[zs]?[ -]moi|une question|question|dis|mais|cze[sś][cć]|hej|witam|dzie[nń] dobry|dobry wiecz[oó]r|"
    "przepraszam|mam pytanie|pytanie|ale|oi|ol[aá]|bom dia|boa (?:tarde|noite)|desculp[ae]|uma pergunta|d[uú]vida|"
    "mas|merhaba|selam|iyi (?:g[uü]nler|ak[sş]amlar)|bir soru|bir sorum var|soru|peki|acaba|pardon|ama"
)
_OPENINGS_JA = re.compile(
    r"^(?:(?:すみません|すいません|あの[うー]?|こんにちは|こんばんは|はじめまして|初めまして|質問(?:です)?|"
    r"ちょっと|もしかして)[、。!！…\s]*)+"
)
_OPENING = re.compile(rf"^(?:(?:{OPENINGS})\b[\s,.!:;…¡¿–-]*)+(?=.)")
_STRESS = re.compile(
    r"\b(?:eigentlich|wirklich|denn|genau|auch|echt|bitte|hier|de verdad|realmente|exactamente|vraiment|exactement|"
    r"ici|naprawde|dokladnie|wlasciwie|tutaj|tak|mesmo|realmente|exatamente|aqui|gercekten|acaba|tam olarak|peki)\b"
)


def _japanese() -> re.Pattern[str]:
    it = (
        "(?:これ|それ|ここ|この(?:ボット|bot|手紙)|ボット|(?:私の|自分の)?手紙|書いた(?:もの|こと|手紙|内容)|"
        "送った(?:もの|手紙))"
    )
    me = (
        "(?:(?:私|わたし|僕|ぼく|俺|自分)(?:の|が|だと|だって)?)?(?:誰(?:か|だか|なのか|が書いたか|が送ったか)|"
        "名前|本名|正体|身元|アカウント|書いたこと|書いたと)"
    )
    who = "(?:誰か|誰|だれ|だれか|ほかの人|他の人|みんな|相手|管理人|管理者|モデレーター|モデ|運営|サーバーの人|あなた)"
    end = "[ぁ-ん出来]{0,12}"
    asks = "(?:か|の|かな|でしょうか|ますか|ください|何|なに|なん|誰|だれ)?"
    return either(
        rf"どういう(?:仕組み|ボット|もの|サーバー){end}|(?:私|わたし|僕|俺|自分)だと(?:ばれ|バレ|わか|分か|"
        rf"知られ){end}",
        rf"(?:始め方|使い始め方)(?:は|を|が)?(?:教えて(?:ください)?|わからない|わかりません)?|(?:料金|お金)(?:は|"
        rf"が)?かか{end}",
        rf"(?:これ|この(?:ボット|bot)|ここ|ボット)?(?:は|って)?(?:どう|どうやって)(?:使|動|なって|すれば|したら|"
        rf"やる|やって){end}{asks}",
        rf"(?:これ|ここ|この(?:ボット|bot))(?:は|って)?(?:何|なに|なん){end}|何が(?:でき|出来){end}|あなたは?(?:誰|"
        rf"何|だれ){end}",
        r"(?:(?:これ|ボット|手紙)の)?(?:使い方|仕組み|書き方|送り方|出し方)(?:は|を|が)?(?:教えて(?:ください)?|"
        r"何ですか|わかりません|わからない)?",
        r"(?:あなたは)?(?:ボット|bot|人間|ai|ロボット|人)(?:です|なんです)か",
        rf"(?:{it}(?:は|を|って))?(?:誰|だれ)(?:が|に|でも)(?:{it}(?:を|は))?(?:読|見|届){end}",
        rf"{who}(?:に|が|は|には|から|も)*(?:{it}|{me})(?:は|が|を|も|と|って)*(?:わか|分か|ばれ|バレ|知|見|読){end}",
        rf"{me}(?:は|が|って|も)?(?:{who}(?:に|が|には|から|も)*)?(?:出|表示|見|ばれ|バレ|公開|わか|分か|残|知){end}",
        rf"{it}(?:は|って)?(?:本当に)?(?:安全|秘密|非公開|公開|内緒|無料|保存|プライベート){end}",
        rf"(?:手紙)?(?:は|を)?(?:どうやって|どう|どこで|どこに|どこから)(?:手紙(?:を|は)?)?(?:書|送|出|投稿|公開){end}",
        rf"(?:データ|個人情報|名前|メッセージ|手紙|何|なに)(?:は|が|を)?(?:どのくらい|いつまで|どれくらい)?(?:保存|"
        rf"残|記録|保管){end}",
        rf"{it}?(?:は|を)?(?:あとで|後で|あとから|後から)?(?:消|削除|編集|変更|取り消|取り下げ|書き直){end}(?<=か|"
        rf"の|も)",
        rf"(?:写真|画像|リンク|ファイル|動画)(?:は|を|も)?(?:つけ|付け|添付|送|貼){end}(?<=か|の|も)",
        rf"(?:{it}を)?(?:送|出|送信)(?:ると|ったら|したら|すと|すると|した後)(?:どう|何が)(?:な|起){end}",
    )


_JAPANESE = _japanese()


def is_question(text: str) -> bool:
    """Whether a message is a question to the bot about itself, in one of these languages."""
    said = text.strip().replace("İ", "i").casefold()
    if len(said) > MOST_LETTERS or "\n" in said:
        return False
    said = _OPENINGS_JA.sub("", _OPENING.sub("", said))
    if re.search(r"[.!?？。][^.!?？。\s]|[.!?？。]\s+\S", said):  # more follows
        return False
    if re.search("[\u3040-\u30ff]", said):
        return bool(_JAPANESE.fullmatch(re.sub(r"[\W_]", "", said)))
    plain = " ".join(re.sub(r"[^\w ]", " ", re.sub(r"[’'`]", "", unaccented(said))).split())
    unstressed = " ".join(_STRESS.sub(" ", plain).split())
    return any(pattern.fullmatch(each) for pattern in question_patterns.LATIN for each in (plain, unstressed))
