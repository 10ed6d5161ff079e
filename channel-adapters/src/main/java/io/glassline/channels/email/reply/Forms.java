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

    private static final Set<String> FROM =
            words("from|de|von|da|van|från|fra|lähettäjä|od|feladó|от|від|από|kimden|gönderen|từ|dari"
                    + "|发件人|發件人|寄件者|寄件人|差出人|送信者|보낸 사람|보낸사람|מאת|من|از|จาก|expéditeur|remitente|remetente|mittente|afsender"
                    + "|avsändare|nadawca|odesílatel|отправитель|відправник|šalje|expeditor|saatja|no|nuo|frá");

    private static final Set<String> TO =
            words("to|para|an|a|à|aan|till|til|vastaanottaja|do|komu|címzett|кому|до|προς|kime|đến"
                    + "|tới|kepada|收件人|收件者|宛先|받는 사람|받는사람|אל|إلى|به|ถึง|destinataire|destinatario|destinatário|pour|per|către|za"
                    + "|prima|cc|cco|bcc|kopia|kopie|kopi|copia|cópia|копия|копія|抄送|副本|참조|másolatot kap");

    private static final Set<String> OTHERS =
            words("sent|date|subject|enviado|enviado el|enviada em|enviado em|fecha|data"
                    + "|asunto|assunto|assumpte|gesendet|datum|betreff|envoyé|date d'envoi|objet|inviato|oggetto|verzonden"
                    + "|onderwerp|skickat|ämne|sendt|dato|emne|lähetetty|päiväys|päivämäärä|aihe|wysłano|temat|odesláno|předmět|odoslané|predmet"
                    + "|elküldve|dátum|tárgy|trimis|subiect|отправлено|дата|тема|надіслано|изпратено|относно|στάλθηκε"
                    + "|ημερομηνία|θέμα|gönderildi|gönderilme zamanı|tarih|konu|đã gửi|ngày|gửi|chủ đề|terkirim|tanggal|subjek|perihal|发送时间|日期"
                    + "|發送時間|寄件日期|传送日期|主题|主旨|主題|送信日時|送信日|日時|日付|件名|보낸 날짜|날짜|제목|נשלח|תאריך|נושא|تاريخ الإرسال|التاريخ|الموضوع"
                    + "|تم الإرسال|ارسال|تاریخ|موضوع|ส่ง|วันที่|เรื่อง|reply-to|importance|priority");

    private static final String DEVICES =
            "(iphone|ipad|ipod|android|samsung|galaxy|outlook|yahoo|blackberry|huawei|xiaomi|redmi|windows"
                    + "|proton|gmx|web\\.de|mail\\.ru|yandex|gmail|thunderbird|mobile|smartphone|handy|nokia|motorola|htc|lg|oneplus|pixel"
                    + "|мобильн|мобільн|mobil|tablet|phone)";

    private static final Pattern SENT_FROM =
            Pattern.compile("(?i)((sent (from|via|with)|get outlook|enviado (desde|do|a partir|de|pelo)"
                    + "|enviat des|obtener outlook|obter o outlook|envoyé (de|à partir|depuis)|télécharger outlook|obtenir outlook"
                    + "|von meinem .*gesendet|gesendet (von|mit)|diese nachricht wurde von mein|holen sie sich outlook|outlook für .*(holen|beziehen)"
                    + "|inviato (da|dal)|scarica outlook|ottieni outlook|verstuurd (vanaf|van)|verzonden (vanaf|met|van)|outlook voor .*downloaden"
                    + "|skickat från|skickades från|hämta outlook|sendt fra|hent outlook|lähetetty|hanki outlook|wysłan[eoy] z|pobierz outlook|odesláno z"
                    + "|získat outlook|odoslané z|küldve|trimis (de|din)|отправлено (с|из)|надіслано з|изпратено от|στάλθηκε από|.*gönderildi"
                    + "|đã gửi từ|được gửi từ|gửi từ|dikirim dari|poslano (s|z|iz)|发自|來自|从我的|從我的|.*から送信|.*에서 보냄|나의|נשלח (מ|באמצעות)"
                    + "|أرسلت من|تم الإرسال من|مرسل من|ส่งจาก).*" + DEVICES + ".*|发自我的.*|.*" + DEVICES
                    + ".{0,12}(から送信|에서 보냄|gönderildi|傳送|发送|發送))");

    private static final int SENT_FROM_MAX_CHARS = 100;

    private Forms() {}

    static boolean saysWrote(String line) {
        return WROTE.matcher(line).find();
    }

    static boolean hasDateOrTime(String line) {
        return TIME.matcher(line).find() || DATE.matcher(line).find();
    }

    static boolean hasDateAndTime(String line) {
        return TIME.matcher(line).find() && DATE.matcher(line).find();
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

    static boolean isLabel(String label) {
        return isFrom(label) || isTo(label) || OTHERS.contains(label);
    }

    static boolean isSentFrom(String line) {
        return line.length() <= SENT_FROM_MAX_CHARS && SENT_FROM.matches(line);
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
