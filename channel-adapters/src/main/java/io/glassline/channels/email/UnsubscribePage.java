package io.glassline.channels.email;

import io.glassline.channel.WebhookReply;
import java.util.Locale;
import java.util.Map;

/// What a browser shows of the link in a bulk mail: a question with one button, and what became of it. It
/// needs no script, and shows nothing of the mail or its reader.
final class UnsubscribePage {

    private static final String HTML = "text/html; charset=utf-8";

    /// `question` stands above the button, `done` is said afterwards, `notValid` of a link that is none of
    /// ours.
    private record Words(String title, String question, String button, String done, String notValid) {}

    private static final Words ENGLISH = new Words(
            "Unsubscribe",
            "Stop all messages of this kind to your address?",
            "Unsubscribe",
            "You are unsubscribed. We send this address no more news. What you ask us is answered as before.",
            "This link is not valid. Answer the mail with STOP instead.");

    private static final Map<String, Words> WORDS = Map.of(
            "en",
            ENGLISH,
            "es",
            new Words(
                    "Cancelar la suscripción",
                    "¿No desea recibir más mensajes en esta dirección?",
                    "Cancelar la suscripción",
                    "Su suscripción está cancelada. No le enviaremos más noticias. Lo que usted nos pregunte se responde como siempre.",
                    "Este enlace no es válido. Responda al correo con BAJA."),
            "fr",
            new Words(
                    "Se désabonner",
                    "Ne plus recevoir de messages à cette adresse ?",
                    "Se désabonner",
                    "Vous êtes désabonné. Nous ne vous enverrons plus de nouvelles. Nous répondons à vos questions comme avant.",
                    "Ce lien n’est pas valable. Répondez STOP au message."),
            "de",
            new Words(
                    "Abbestellen",
                    "Keine Nachrichten mehr an diese Adresse?",
                    "Abbestellen",
                    "Abbestellt. An diese Adresse gehen keine Neuigkeiten mehr. Ihre Fragen werden weiter beantwortet.",
                    "Dieser Link ist nicht gültig. Antworten Sie auf die Mail mit STOP."),
            "pt",
            new Words(
                    "Cancelar a inscrição",
                    "Não receber mais mensagens neste endereço?",
                    "Cancelar a inscrição",
                    "Inscrição cancelada. Não enviaremos mais notícias. O que você perguntar será respondido como antes.",
                    "Este link não é válido. Responda ao e-mail com STOP."),
            "vi",
            new Words(
                    "Hủy đăng ký",
                    "Ngừng gửi thư đến địa chỉ này?",
                    "Hủy đăng ký",
                    "Đã hủy đăng ký. Chúng tôi sẽ không gửi tin tức nữa. Câu hỏi của quý vị vẫn được trả lời như trước.",
                    "Liên kết này không hợp lệ. Hãy trả lời thư bằng chữ STOP."),
            "zh",
            new Words("退订", "不再向此地址发送邮件?", "退订", "您已退订,我们不会再向此地址发送资讯。您的提问仍会照常得到答复。", "此链接无效。请用 STOP 回复邮件。"));

    private UnsubscribePage() {}

    static WebhookReply asking(Locale language) {
        var words = words(language);
        return page(200, language, words.title, "<p>" + words.question + """
                </p>
                <form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click">
                <button>""" + words.button + "</button></form>");
    }

    static WebhookReply done(Locale language) {
        var words = words(language);
        return page(200, language, words.title, "<p>" + words.done + "</p>");
    }

    static WebhookReply notValid(Locale language) {
        var words = words(language);
        return page(404, language, words.title, "<p>" + words.notValid + "</p>");
    }

    private static Words words(Locale language) {
        return WORDS.getOrDefault(language.getLanguage(), ENGLISH);
    }

    private static WebhookReply page(int status, Locale language, String title, String body) {
        var shown = WORDS.containsKey(language.getLanguage()) ? language.getLanguage() : "en";
        return new WebhookReply(status, HTML, """
                <!DOCTYPE html>
                <html lang="%s">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">
                <title>%s</title></head>
                <body><main><h1>%s</h1>
                %s
                </main></body></html>
                """.formatted(shown, title, title, body));
    }
}
