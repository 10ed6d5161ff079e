package io.glassline.channels.email;

import com.google.re2j.Pattern;
import io.glassline.channels.email.mime.MimePart;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/// Whether a machine wrote a mail, and whether a machine may answer it: two facts.
///
/// A machine wrote it when it is a report of mail servers, or when its headers say so and its words do too. Headers by
/// themselves only keep machines from answering: lists, forms and programs set them around what people write.
enum MachineMail {
    /// A machine's words and nobody else's.
    WRITTEN_BY_A_MACHINE,
    /// Perhaps a person's, to be answered by a person.
    NOT_TO_BE_ANSWERED,
    TO_BE_ANSWERED;

    private static final int WORDS_LOOKED_AT_MAX_CHARS = 4_000;

    private static final Set<String> REPORTS = Set.of(
            "message/delivery-status",
            "message/global-delivery-status",
            "message/disposition-notification",
            "message/global-disposition-notification",
            "message/feedback-report",
            "message/tracking-status");

    /// How programs begin the subject of an automatic answer.
    private static final Pattern SUBJECT = Pattern.compile(
            "(?i)\\s*\\[?\\s*(auto(matic)?([ -]?generated)?[ -]?(re(ply|sponse)|answer)"
                    + "|autoreply|out of (the )?office|out-of-office|ooo|away from (the )?office|vacation (reply|message|notice)|on (vacation|holiday|leave)"
                    + "|respuesta automática|fuera de (la )?oficina|resposta automática|fora do escritório|ausência temporária|réponse automatique|absence du bureau|absent du bureau"
                    + "|automatische (antwort|abwesenheitsnotiz)|abwesenheits(notiz|meldung|assistent)|abwesend|risposta automatica|fuori (sede|ufficio)"
                    + "|automatisch antwoord|afwezig(heids)?|autosvar|automatiskt svar|frånvaro|automatisk svar|fraværende|fravær|ikke til stede|automaattinen vastaus|poissa"
                    + "|odpowiedź automatyczna|automatyczna odpowiedź|nieobecno|automatická odpověď|automatická odpoveď|nepřítomn|automatikus válasz|házon kívül"
                    + "|răspuns automat|автоматический ответ|автоответ|автовідповідь|автоматична відповідь|автоматичен отговор|αυτόματη απάντηση|otomatik yanıt|otomatik cevap"
                    + "|trả lời tự động|balasan otomatis|automatski odgovor|自动回复|自動回覆|自动答复|自動返信|不在通知|부재중|자동 응답|자동회신|תשובה אוטומטית|מענה אוטומטי|رد تلقائي|الرد التلقائي|ตอบกลับอัตโนมัติ)");

    /// What an absent person has a program say.
    private static final Pattern AWAY = Pattern.compile(
            "(?i)(\\b(i am|i'm|i’m|i will be|we are|currently) (currently )?(away|out of (the |my )?office|on (annual |parental |sick |maternity )?(leave|vacation|holiday)|not in the office|travell?ing)"
                    + "|out of (the )?office (until|from|and|with|on)|limited access to (my )?e-?mail|automatic(ally generated)? (reply|response|e-?mail|message|acknowledg)|auto-?reply|this is an automat|(do not|don't|please do not) reply to this"
                    + "|we have received your (message|e-?mail|request|inquiry|enquiry)|thank you for (contacting|your (e-?mail|message))|your (ticket|case|request) (number|id|has been)"
                    + "|no estoy en la oficina|estoy (de vacaciones|fuera de la oficina|ausente)|estaré (ausente|fuera)|respuesta automática|hemos recibido su"
                    + "|estou (de férias|fora do escritório|ausente)|estarei (ausente|fora)|resposta automática|je suis (absente?|en congé|actuellement absente?|en vacances)|je serai (absente?|de retour)|réponse automatique|actuellement absente?"
                    + "|ich bin (derzeit|zurzeit|zur zeit|momentan|aktuell|bis|vom|ab|im urlaub|nicht im (büro|haus)|abwesend)|nicht im büro|außer haus|automatische (antwort|nachricht|e-?mail)|ihre (e-mail|nachricht|anfrage) ist (bei uns )?eingegangen"
                    + "|sono (assente|fuori (ufficio|sede)|in ferie)|sarò assente|risposta automatica|ik ben (afwezig|niet aanwezig|op vakantie|momenteel)|automatisch (antwoord|bericht)"
                    + "|jag är (inte på kontoret|bortrest|ledig|på semester|tjänstledig|föräldraledig)|jeg er (ikke på kontoret|bortreist|på ferie|ikke til stede|ude af huset|væk)|olen (lomalla|poissa)|en ole paikalla"
                    + "|jestem (nieobecn|na urlopie|poza biurem)|przebywam na urlopie|jsem (mimo kancelář|na dovolené|nepřítomn)|som (mimo kancelárie|na dovolenke)|szabadságon|házon kívül vagyok|sunt (plecat|în concediu)|nu sunt la birou"
                    + "|(я )?(в отпуске|отсутствую|нахожусь в отпуске|вне офиса)|автоматическ|у відпустці|автоматичн|в отпуск съм|извън офиса|λείπω|εκτός γραφείου|ofis dışında|izindeyim|tatildeyim|otomatik"
                    + "|không có mặt|đang nghỉ phép|vắng mặt|sedang (cuti|tidak di kantor)|na godišnjem|na dopustu|不在办公室|不在辦公室|休假|外出中|不在に|休暇|자리를 비|휴가|부재중|איני במשרד|אני בחופשה|לא נמצא|خارج المكتب|في إجازة|ไม่อยู่ที่สำนักงาน|ลาพักร้อน)");

    /// @param words the mail's own words.
    /// @param answersUs whether it names a mail of ours.
    static MachineMail of(MimePart mail, MailSender sender, String words, boolean answersUs) {
        if (isReport(mail) || BounceText.isBounce(mail) || isCalendarAnswer(mail) && words.isBlank()) {
            return WRITTEN_BY_A_MACHINE;
        }
        var saysAnswer = saysThatItIsAnAnswer(mail);
        var subject = mail.words("subject")
                .map(text -> text.substring(0, Math.min(text.length(), 200)))
                .orElse("");
        var isNamedAnswer = SUBJECT.matcher(subject).lookingAt();
        var isAway = AWAY.matcher(words.substring(0, Math.min(words.length(), WORDS_LOOKED_AT_MAX_CHARS)))
                .find();
        if (saysAnswer && (isNamedAnswer || isAway) || isNamedAnswer && (isAway || answersUs)) {
            return WRITTEN_BY_A_MACHINE;
        }
        return saysAnswer || isNamedAnswer || sender.isMachine() || asksForNoAnswer(mail) || isCalendarAnswer(mail)
                ? NOT_TO_BE_ANSWERED
                : TO_BE_ANSWERED;
    }

    private static boolean isReport(MimePart mail) {
        return MimePart.leaves(mail).anyMatch(part -> REPORTS.contains(part.type()));
    }

    private static boolean isCalendarAnswer(MimePart mail) {
        return MimePart.leaves(mail)
                .anyMatch(part -> part.type().equals("text/calendar")
                        && part.parameter("content-type", "method")
                                .filter("reply"::equalsIgnoreCase)
                                .isPresent());
    }

    /// RFC 3834, and what mail programs did before it.
    private static boolean saysThatItIsAnAnswer(MimePart mail) {
        return says(mail, "auto-submitted", word -> word.startsWith("auto-"))
                || says(mail, "precedence", Set.of("auto_reply", "auto-reply")::contains)
                || mail.header("x-autoreply").isPresent()
                || mail.header("x-autorespond").isPresent()
                || mail.header("x-auto-reply-from").isPresent()
                || mail.header("x-autoresponder").isPresent()
                || mail.header("x-mail-autoreply").isPresent()
                || says(mail, "x-auto-response-suppress", word -> !word.equals("none"))
                || mail.header("return-path")
                        .filter(path -> path.strip().equals("<>"))
                        .isPresent();
    }

    private static boolean asksForNoAnswer(MimePart mail) {
        return says(mail, "auto-submitted", word -> !word.equals("no"))
                || says(mail, "precedence", Set.of("bulk", "junk", "list")::contains)
                || mail.hasHeaderThatStarts("list-")
                || mail.header("x-loop").isPresent()
                || mail.header("feedback-id").isPresent();
    }

    private static boolean says(MimePart mail, String header, Predicate<String> means) {
        return mail.header(header)
                .map(value -> value.substring(0, Math.min(value.length(), 200))
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .split("[;,\\s(]", 2)[0])
                .filter(word -> !word.isEmpty())
                .filter(means)
                .isPresent();
    }
}
