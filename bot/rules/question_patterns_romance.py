"""Whole questions to the bot about itself in Spanish, French and Portuguese; see `question_patterns`."""

from __future__ import annotations

import re


def either(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


def _spanish() -> re.Pattern[str]:
    it = (
        "(?:esto|eso|todo|(?:el|este) bot|(?:la|mi) carta|(?:las|mis) cartas|mi (?:mensaje|nombre)|mis mensajes|lo "
        "que (?:escribo|escribi|escriba))"
    )
    who = (
        "(?:alguien|otros|los demas|ellos|vosotros|ustedes|tu|el (?:bot|servidor|staff)|discord|la gente|otras "
        "personas|l[oa]s (?:mods?|moderador[ea]s|admins?|administradores)|la moderacion)"
    )
    others = who.replace("vosotros|ustedes|tu|", "")
    me = (
        "(?:quien soy|que (?:soy|fui) yo|mi (?:nombre|cuenta|identidad|perfil|usuario)|quien (?:lo|la)? "
        "?(?:escribio|envio|mando|escribe)(?: (?:esto|la carta))?|que (?:lo |la )?(?:escribi|envie)(?: yo)?)"
    )
    can = "(?:puedes?|pueden|podeis|podra|podran|podria|va a|van a|vais a)"
    see = "(?:ver|saber|leer|averiguar|descubrir|enterarse de)"
    sees = "(?:ven?|veis|ves|vera|veran|saben?|sabeis|sabes|sabra|sabran|leen?|lees|leera|leeran|recibe|recibira)"
    return either(
        rf"(?:sale|saldra|aparece|aparecera) {me}|(?:a )?a?donde (?:va|llega|ira) {it}|(?:como|por donde) "
        r"(?:empiezo|se empieza)",
        r"es seguro escribir(?: aqui| esto)?|cuesta (?:algo|dinero)|(?:alguien )?(?:me )?pueden? "
        r"(?:rastrear|identificar|localizar)(?:me)?",
        rf"como (?:funciona|va)(?: {it})?(?: aqui)?|como se usa(?: {it})?",
        r"(?:que es|para que (?:es|sirve)s?|de que va) ?(?:esto|(?:este|el) bot)?|que (?:puedes hacer|eres)|quien "
        r"eres",
        r"(?:tu )?eres (?:un |una )?(?:bot|human[oa]|persona(?: real)?|robot|ia|real)",
        rf"quien (?:lo |la |las )?(?:{can} )?(?:{see}|{sees}) (?:{it}|{me})|quien (?:lo|la|las) "
        rf"(?:{can} {see}|{sees})|quien {can} {see}l[oa]s?",
        rf"(?:{can} {who}|{who} {can}) {see} {me}|(?:{can} {others}|{others} {can}) {see} {it}|(?:se )?{can} {see} "
        rf"{me}|se (?:ve|vera|sabe|sabra|muestra|publica) {me}|{me} se (?:ve|vera|muestra|publica)",
        rf"(?:{sees} {who}|{who} {sees}) {me}|(?:{sees} {others}|{others} {sees}) {it}",
        rf"(?:{it} )?(?:es|sera|son|esta|queda|seran)(?: {it})? "
        r"(?:privad|segur|secret|public|confidencial|gratis|cifrad|visible)\w*(?: aqui| esto)?",
        r"(?:como|donde) (?:puedo |hago para |se |se puede |puedo yo )?(?:escribo|escribir|envio|enviar|mando|"
        r"mandar|publico|publicar|escribe|envia)(?: (?:una|mi|la|otra))?(?: cartas?)?",
        rf"(?:por )?cuanto tiempo (?:se )?(?:guarda[ns]?|guardais|queda|conserva[ns]?)(?: {it})?(?: guardad\w+)?",
        r"que (?:datos )?(?:se )?(?:guarda[ns]?|guardais|almacena[ns]?)(?: (?:de|sobre) mi)?",
        r"(?:se )?(?:guarda[ns]?|guardais) (?:mis |los |mi )?(?:datos|nombre|mensajes|ip)",
        rf"(?:puedo|se puede) (?:borrar|eliminar|editar|cambiar|retirar|modificar)(?:l[oa]s?)?(?: {it}| una "
        r"carta)?(?: (?:despues|luego|mas tarde))?",
        r"(?:puedo|se puede|se pueden) (?:anadir|enviar|mandar|adjuntar|poner|incluir|usar) "
        r"(?:una? |mis )?(?:fotos?|imagen(?:es)?|enlaces?|links?|archivos?|videos?|gifs?)",
        r"que pas(?:a|ara) (?:cuando|si|despues de|al) (?:la |lo )?(?:envio|envie|enviar|mando|mande|"
        rf"mandar)(?:l[oa])?(?: {it})?",
        r"quien (?:lleva|hizo|ha hecho|creo|esta detras de|administra) (?:esto|(?:este|el) bot)",
    )


def _french() -> re.Pattern[str]:
    it = (
        "(?:ca|ceci|cela|tout|(?:le|ce) bot|(?:la|ma|une) lettre|(?:les|mes) lettres|mes messages|mon "
        "(?:message|nom)|ce que (?:jecris|jai ecrit))"
    )
    who = (
        "(?:quelquun(?: dautre)?|on|les (?:autres|gens|mod(?:o|erateur)?s|moderatrices|admins?)|tu|vous|le "
        "(?:bot|serveur|staff)|discord|la moderation|lequipe)"
    )
    others = who.replace("tu|vous|", "")
    me = (
        "(?:qui je suis|que cest moi|qui (?:la|l) ?(?:a )?(?:ecrite?|envoyee?)|qui a "
        "(?:ecrit|envoye)(?: (?:la lettre|ca))?|mon (?:nom|compte|identite|pseudo|profil)|que jai ecrit ca)"
    )
    can = "(?:peut|peuvent|peux|pouvez|va|vont|pourra|pourront|pourrait)(?: il| ils)?"
    see = "(?:voir|savoir|lire|decouvrir|trouver|deviner)"
    sees = (
        "(?:voit|voient|vois|voyez|verra|verront|sait|savent|sais|savez|saura|sauront|lit|lisent|lira|recoit|recevra)"
    )
    asks = "(?:est ce qu(?:e |))?"
    return either(
        r"(?:ca|ce bot) (?:marche|fonctionne) comment|comment (?:je|on) commence|comment commencer",
        rf"mon (?:nom|pseudo) (?:est|sera|va etre) (?:affiche|visible|publie)|ou (?:va|arrive|part) {it}",
        r"(?:on|quelquun) (?:peut|pourra) me (?:retrouver|tracer|reconnaitre|identifier)|ca coute "
        r"(?:quelque chose|combien)",
        rf"comment (?:ca|cela|(?:le|ce) bot|tu) (?:marche|fonctionne)s?|comment (?:marche|fonctionne)(?: t il)? {it}",
        r"(?:cest quoi|quest ce que cest(?: que)?)(?: (?:ca|ce bot|ce truc))?|a quoi (?:ca|ce bot|tu) "
        r"(?:sert|sers)(?: il)?",
        r"a quoi (?:sert ce bot|sers tu)|qui es tu|tu es qui|t ?es qui|que (?:peux|sais) tu faire|tu "
        r"(?:sais faire|peux faire) quoi",
        r"(?:es tu|tu es|t ?es) (?:un |une )?(?:bot|robot|humain|humaine|ia|vraie personne|personne)",
        rf"qui (?:{can} )?(?:les? |la )?(?:{see}|{sees}) (?:{it}|{me})|qui (?:les?|la) {sees}|qui {can} (?:les?|la) "
        rf"{see}|qui (?:{can} (?:voir|lire)|lit|lira)",
        rf"{asks}{who} (?:{can} {see}|{sees}) {me}|{asks}{others} (?:{can} {see}|{sees}) {it}|"
        rf"(?:peut on|peux tu|pouvez vous) {see} {me}",
        rf"(?:voit on|vois tu|voyez vous|sais tu|savez vous) {me}|{asks}mon (?:nom|pseudo) "
        r"(?:apparait|saffiche|est visible|sera visible|est affiche)(?: il)?",
        rf"{asks}(?:cest|ca reste|ca sera|ce sera|{it} (?:est|reste|sera|sont|restera|restent)(?: t?\s?elles?)?) "
        r"(?:vraiment )?(?:prive|secret|public|publique|confidentiel|gratuit|chiffre|visible|sur|securise|"
        r"publie)(?:l?e?s?)(?: ici)?",
        r"(?:comment|ou) (?:on |je |j|puis je |je peux |faire pour |peut on |on fait pour |je fais pour )?(?:ecris|"
        r"ecrit|ecrire|envoie|envoyer|poster|publier|publie)(?: je| on)?(?: (?:une|la|ma|des))?(?: autre)?(?: "
        r"lettres?)?",
        rf"combien de temps {asks}(?:vous |tu |{it} )?(?:gardez|gardes|garde|(?:est|sont|sera) "
        rf"(?:garde|conserve)e?s?|conservez|conserves)(?: vous| tu)?(?: {it})?",
        r"(?:quest ce que |que )(?:vous |tu )?(?:gard|stock|conserv|enregistr)(?:ez|es)(?: vous| tu)?(?: (?:sur|de) "
        r"moi)?",
        rf"{asks}(?:tu gardes|vous gardez|gardez vous|gardes tu) (?:mes |mon |les )?(?:donnees|nom|messages|ip)",
        rf"{asks}(?:je peux|je pourrai|puis je|on peut|peut on) "
        rf"(?:la |le )?(?:supprimer|modifier|effacer|retirer|changer|reprendre)(?: {it})?(?: "
        r"(?:plus tard|apres|ensuite))?",
        rf"{asks}(?:je peux|puis je|on peut|peut on) (?:joindre|envoyer|mettre|ajouter|inclure) "
        r"(?:une? |des |mes )?(?:photos?|images?|liens?|fichiers?|videos?|gifs?)",
        r"(?:que se passe t il|il se passe quoi|quest ce qui se passe|ca fait quoi) "
        rf"(?:quand|si|apres|une fois que) (?:jenvoie|je lenvoie|lenvoi)(?: {it})?",
        r"qui (?:gere|a fait|a cree|est derriere|soccupe de) (?:ca|(?:ce|le) bot|ce truc)",
    )


def _portuguese() -> re.Pattern[str]:
    it = (
        "(?:isso|isto|tudo|(?:o|esse|este) bot|(?:a )?(?:minha )?carta|(?:as )?(?:minhas )?cartas|minhas? "
        "mensage(?:m|ns)|(?:o )?meu nome|o que (?:eu )?(?:escrevo|escrevi|escrever))"
    )
    who = (
        "(?:alguem|(?:os )?outros|outra pessoa|voces?|vcs?|eles|o (?:bot|servidor)|(?:o )?discord|os "
        "(?:mods?|moderadores|admins?)|a moderacao|a equipe|as pessoas)"
    )
    others = who.replace("voces?|vcs?|", "")
    me = (
        "(?:quem (?:eu )?sou(?: eu)?|que (?:sou|fui) eu(?: que escrevi)?|(?:o )?meu (?:nome|perfil|usuario)|"
        "(?:a )?minha (?:conta|identidade)|quem (?:escreveu|enviou|mandou)(?: (?:isso|a carta))?|que "
        "(?:eu )?(?:escrevi|enviei)(?: isso)?)"
    )
    can = "(?:podem?|vai|vao|consegue|conseguem)"
    see = "(?:ver|saber|ler|descobrir)"
    sees = "(?:ve|veem|vera|sabem?|sabera|leem?|le|lera|recebem?)"
    may = "(?:(?:eu )?(?:posso|consigo)|da (?:pra|para)|tem como)"
    return either(
        rf"(?:o )?meu nome (?:aparece|vai aparecer|sera mostrado)|(?:pra |para )?(?:a?onde) vai {it}|como "
        r"(?:eu )?comec(?:o|ar)",
        r"e seguro escrever(?: aqui| isso)?|(?:isso )?e de graca|custa alguma coisa|"
        r"(?:alguem )?(?:pode|podem|consegue|conseguem) me (?:rastrear|identificar)",
        r"como (?:e )?(?:que |q )?(?:isso |isto |(?:o|esse) bot )?funciona(?: (?:isso|isto|(?:o|esse) bot|aqui))?",
        r"o que e (?:isso|isto|(?:esse|este) bot)(?: aqui)?|(?:pra|para) que "
        r"serve(?: (?:isso|isto|(?:esse|este|o) bot))?",
        r"o que (?:voce|vc) (?:faz|pode fazer|e)|quem (?:e voce|e vc|voce e|vc e)",
        r"(?:voce|vc) e (?:um |uma )?(?:bot|robo|human[oa]|pessoa|ia|real|de verdade)",
        rf"quem (?:{can} )?(?:{see}|{sees}) (?:{it}|{me})",
        rf"(?:sera que )?(?:{who} (?:{can} {see}|{sees}) {me}|{others} (?:{can} {see}|{sees}) {it})|da (?:pra|para) "
        rf"{see} {me}|(?:aparece|vai aparecer|mostra|{can} {see}) {me}",
        rf"(?:{it} )?(?:e|sera|fica|vai ficar|sao|ficam)(?: {it})? "
        r"(?:privad|segur|secret|public|confidencial|gratis|gratuit|criptografad|visivel)\w*(?: aqui| isso)?",
        r"(?:como|onde) (?:e que )?(?:eu )?(?:faco (?:pra|para) |posso )?(?:escrevo|escrever|envio|enviar|mando|"
        r"mandar|publico|publicar|posto|postar)(?: (?:uma|minha|a|outra))?(?: cartas?)?",
        rf"(?:por )?quanto tempo (?:voces? |{it} )?(?:guardam?|ficam?|armazenam?)(?: {it})?(?: "
        r"(?:guardad|salv|armazenad)\w+)?",
        r"o que (?:voces? |vcs? |o bot )?(?:guardam?|salvam?|armazenam?|coletam?|e guardado|fica guardado)(?: "
        r"(?:de|sobre) mim)?",
        r"(?:voces?|vcs?|o bot) (?:guarda|salva|armazena)m? (?:os )?(?:meus |o meu |meu |minhas )?(?:dados|nome|"
        r"mensagens|ip)",
        rf"{may} (?:apagar|excluir|editar|mudar|retirar|alterar|deletar)(?: {it}| uma carta)?(?: "
        r"(?:depois|mais tarde))?",
        rf"{may} (?:enviar|mandar|anexar|colocar|usar|por) (?:uma? |minhas )?(?:fotos?|image(?:m|ns)|links?|"
        r"arquivos?|videos?|gifs?)",
        rf"o que acontece (?:quando|se|depois que) (?:eu )?(?:envio|enviar|mando|mandar)(?: {it})?",
        r"quem (?:fez|criou|administra|mantem|cuida disso|esta por tras disso)(?: "
        r"(?:isso|(?:esse|este|o) bot))?(?<!quem fez)(?<!quem criou)",
    )


ROMANCE = (_spanish(), _french(), _portuguese())
