package io.glassline.channels.email.reply;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The words that mail programs put around other people's words, in the languages we have met. They are
/// asked last: where our own address stands in a quote, no language is needed.
final class Forms {

    /// Stands in the line that introduces a quote: "… wrote:".
    private static final Pattern WROTE = either(
            "wrote",
            "writes",
            "escribió",
            "va escriure",
            "escreveu",
            "a écrit",
            "écrit",
            "schrieb",
            "geschrieben",
            "ha scritto",
            "scrive",
            "schreef",
            "geschreven",
            "skrev",
            "skrev følgende",
            "kirjoitti",
            "napisał",
            "napisał\\(a\\)",
            "pisze",
            "napsal",
            "napsal\\(a\\)",
            "napísal",
            "napísal\\(a\\)",
            "ezt írta",
            "írta",
            "a scris",
            "написал",
            "написал\\(а\\)",
            "пишет",
            "написав",
            "написав\\(ла\\)",
            "пише",
            "написа",
            "έγραψε",
            "yazdı",
            "şunu yazdı",
            "tarihinde şunları yazdı",
            "đã viết",
            "menulis",
            "sumulat",
            "napisao je",
            "je napisao/la",
            "napisao/la je",
            "je napisal/-a",
            "rašė",
            "rakstīja",
            "kirjutas",
            "skrifaði",
            "写道",
            "寫道",
            "写道",
            "님이 작성",
            "작성",
            "のメール",
            "書きました",
            "wrote",
            "כתב",
            "כתבה",
            "נכתב על ידי",
            "כתב/ה",
            "كتب",
            "تمت كتابة ما يلي",
            "نوشت",
            "เขียนว่า",
            "เขียน",
            "ने लिखा",
            "লিখেছেন",
            "எழுதியது");

    private static final Pattern TIME = Pattern.compile("\\d{1,2}\\s?[:.hH時点时]\\s?\\d{2}");
    private static final Pattern DATE = Pattern.compile(
            "\\b(19|20|25|14)\\d\\d\\b|\\d{4}年|\\d{4}년|\\b\\d{1,2}[/.-]\\s?\\d{1,2}[/.-]\\s?\\d{2,4}\\b");

    private static final Pattern ORIGINAL = either(
            "original message",
            "original email",
            "mensaje original",
            "missatge original",
            "mensagem original",
            "message d'origine",
            "message d’origine",
            "message original",
            "messaggio originale",
            "ursprüngliche nachricht",
            "original-nachricht",
            "originalnachricht",
            "oorspronkelijk bericht",
            "originalmeddelande",
            "ursprungligt meddelande",
            "opprinnelig melding",
            "oprindelig meddelelse",
            "original meddelelse",
            "alkuperäinen viesti",
            "wiadomość oryginalna",
            "oryginalna wiadomość",
            "původní zpráva",
            "pôvodná správa",
            "eredeti üzenet",
            "mesaj original",
            "mesajul original",
            "исходное сообщение",
            "оригинальное сообщение",
            "пересылаемое сообщение от вас",
            "оригінальне повідомлення",
            "первоначално съобщение",
            "αρχικό μήνυμα",
            "özgün ileti",
            "orijinal mesaj",
            "tin nhắn gốc",
            "thư gốc",
            "pesan asli",
            "izvorna poruka",
            "originalna poruka",
            "原始邮件",
            "原始郵件",
            "元のメッセージ",
            "original message",
            "원본 메시지",
            "원본 메일",
            "הודעה מקורית",
            "الرسالة الأصلية",
            "پیام اصلی",
            "ข้อความต้นฉบับ");

    private static final Pattern FORWARDED = either(
            "forwarded message",
            "forwarded by",
            "begin forwarded message",
            "mensaje reenviado",
            "inicio del mensaje reenviado",
            "missatge reenviat",
            "mensagem encaminhada",
            "mensagem reencaminhada",
            "início da mensagem encaminhada",
            "início da mensagem reencaminhada",
            "message transféré",
            "début du message transféré",
            "début du message réexpédié",
            "message transmis",
            "weitergeleitete nachricht",
            "anfang der weitergeleiteten nachricht",
            "anfang der weitergeleiteten e-mail",
            "messaggio inoltrato",
            "inizio messaggio inoltrato",
            "doorgestuurd bericht",
            "begin doorgestuurd bericht",
            "vidarebefordrat meddelande",
            "vidarebefordrat mejl",
            "vidarebefordrat brev",
            "videresendt melding",
            "videresendt meddelelse",
            "videresendt besked",
            "videresendt e-post",
            "start på videresendt besked",
            "välitetty viesti",
            "edelleenlähetetty viesti",
            "wiadomość przekazana",
            "przekazana wiadomość",
            "przekazywana wiadomość",
            "początek przekazywanej wiadomości",
            "přeposlaná zpráva",
            "začátek přeposílané zprávy",
            "preposlaná správa",
            "továbbított üzenet",
            "továbbított levél",
            "mesaj redirecționat",
            "mesaj redirectionat",
            "пересылаемое сообщение",
            "пересланное сообщение",
            "пересылаемое письмо",
            "начало переадресованного сообщения",
            "переслане повідомлення",
            "препратено съобщение",
            "προωθημένο μήνυμα",
            "iletilen mesaj",
            "yönlendirilmiş ileti",
            "iletilmiş ileti",
            "tin nhắn được chuyển tiếp",
            "thư được chuyển tiếp",
            "pesan terusan",
            "pesan yang diteruskan",
            "proslijeđena poruka",
            "prosleđena poruka",
            "转发邮件",
            "轉寄郵件",
            "转发的邮件",
            "轉寄的郵件",
            "转发信息",
            "轉寄訊息",
            "被转发的邮件",
            "已轉寄的郵件",
            "転送メッセージ",
            "転送されたメッセージ",
            "전달된 메시지",
            "전달된 메일",
            "הודעה שהועברה",
            "הודעה מועברת",
            "الرسالة المعاد توجيهها",
            "رسالة معاد توجيهها",
            "بدء الرسالة المعاد توجيهها",
            "پیام ارسال شده",
            "ข้อความที่ส่งต่อ");

    private static final Set<String> FROM = words(
            "from|de|de la|von|da|van|från|fra|lähettäjä|od|feladó|от|від|από|kimden|gönderen|từ|dari"
                    + "|发件人|發件人|寄件者|寄件人|差出人|送信者|보낸 사람|보낸사람|מאת|من|از|จาก|expéditeur|remitente|remetente|mittente|afsender"
                    + "|avsändare|प्रेषक|mula|mula kay|siuntėjas|sūtītājs|nadawca|odesílatel|отправитель|відправник|šalje|expeditor|saatja|no|nuo|frá");

    private static final Set<String> TO = words(
            "to|para|an|a|à|aan|till|til|vastaanottaja|do|komu|címzett|кому|до|προς|kime|đến"
                    + "|tới|kepada|收件人|收件者|宛先|받는 사람|받는사람|אל|إلى|به|ถึง|destinataire|destinatario|destinatário|pour|per|către|za"
                    + "|प्राप्तकर्ता|para kay|수신|saaja|kam|kopija|kopija za|kopii|másolat|kopi til|copie|copie à|másolatot kap|prima|cc|cco|bcc|kopia|kopie|kopi|copia|cópia|копия|копія|抄送|副本|참조|másolatot kap");

    private static final Set<String> SUBJECT =
            words("subject|asunto|assunto|assumpte|betreff|objet|oggetto|onderwerp|ämne|emne|aihe|temat|předmět|predmet"
                    + "|tárgy|subiect|тема|относно|θέμα|konu|chủ đề|tiêu đề|subjek|perihal|主题|主旨|主題|件名|제목|נושא|الموضوع|موضوع|เรื่อง|विषय"
                    + "|efni|teema|tēma|tema|naslov|paksa|gai|sujet|título");

    private static final Set<String> DATES = words(
            "sent|date|enviado|enviados|enviado el|enviado em|enviada em|enviada el|fecha|data|gesendet|datum|envoyé|envoyé le|date d'envoi"
                    + "|inviato|data di invio|verzonden|skickat|sendt|dato|lähetetty|päiväys|päivämäärä|wysłano|odesláno|odoslané|elküldve|dátum|trimis|trimis la"
                    + "|отправлено|дата|надіслано|изпратено|στάλθηκε|ημερομηνία|gönderildi|gönderilme zamanı|gönderme tarihi|tarih|đã gửi|ngày|gửi"
                    + "|terkirim|dikirim|tanggal|发送时间|发送日期|日期|時間|时间|發送時間|寄件日期|传送日期|傳送日期|送信日時|送信日|日時|日付|보낸 날짜|보낸날짜|날짜|נשלח|תאריך|تاريخ الإرسال|التاريخ|تم الإرسال"
                    + "|ارسال|تاریخ|ส่ง|วันที่|भेजा गया|दिनांक|poslano|послато|saadetud|kuupäev|nosūtīts|išsiųsta|ipinadala|petsa");

    private static final Set<String> OTHERS =
            words("reply-to|importance|priority|answer to|antwort an|répondre à|responder a|wichtigkeit|attachments|"
                    + "anlagen|organization|organisation");

    private Forms() {}

    static boolean saysWrote(String line) {
        return WROTE.matcher(line).find();
    }

    static boolean hasTime(String line) {
        return TIME.matcher(line).find();
    }

    static boolean hasDate(String line) {
        return DATE.matcher(line).find();
    }

    static boolean hasDateOrTime(String line) {
        return hasTime(line) || hasDate(line);
    }

    static boolean hasDateAndTime(String line) {
        return hasTime(line) && hasDate(line);
    }

    /// Where the first of them begins, -1 where there is none.
    static int firstDateOrTime(String line) {
        var time = TIME.matcher(line);
        var date = DATE.matcher(line);
        var first = time.find() ? time.start() : -1;
        return date.find() && (first < 0 || date.start() < first) ? date.start() : first;
    }

    static boolean saysOriginal(String line) {
        return ORIGINAL.matcher(line).find();
    }

    static boolean saysForwarded(String line) {
        return FORWARDED.matcher(line).find();
    }

    static boolean isFrom(String label) {
        return FROM.contains(label);
    }

    static boolean isTo(String label) {
        return TO.contains(label);
    }

    static boolean isSubject(String label) {
        return SUBJECT.contains(label);
    }

    static boolean isLabel(String label) {
        return isFrom(label) || isTo(label) || isSubject(label) || DATES.contains(label) || OTHERS.contains(label);
    }

    static boolean endsWithColon(String line) {
        return line.endsWith(":") || line.endsWith("：") || line.endsWith(":*");
    }

    private static Pattern either(String... forms) {
        var unspaced =
                "|\\p{Han}|\\p{Hangul}|\\p{Hiragana}|\\p{Katakana}|\\p{Thai}"; // scripts without blanks between words
        return Pattern.compile(
                "(?i)(^|[^\\pL]" + unspaced + ")(" + String.join("|", forms) + ")($|[^\\pL]" + unspaced + ")");
    }

    private static Set<String> words(String words) {
        return Set.copyOf(List.of(words.toLowerCase(Locale.ROOT).split("\\|")));
    }
}
