package io.glassline.channels.email;

import static io.glassline.channels.email.MailAtTheCity.answer;
import static io.glassline.channels.email.MailAtTheCity.answerInHtml;
import static io.glassline.channels.email.MailAtTheCity.answerToNoId;
import static io.glassline.channels.email.MailAtTheCity.mail;
import static io.glassline.channels.email.MailAtTheCity.words;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers as the mail programs of the world write them: what quotes us is cut, and no word of the
/// writer's is lost.
class RepliesTest {

    /// A line ends at `¶`.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            Apple Mail, inside the quote         | Number 14.¶> On Mar 2, 2026, at 09:14, City <help@city.example> wrote:¶>¶> Which number is it?
            Apple Mail, inside and broken        | Number 14.¶¶> On Mar 2, 2026, at 9:14 AM, City of Alder Bay Service Desk¶> <help@city.example> wrote:¶> ¶> Which number is it?
            iPhone                               | Number 14.¶¶Sent from my iPhone¶¶> On Mar 2, 2026, at 9:14 AM, City <help@city.example> wrote:¶> ¶> ﻿Which number is it?
            iPhone in German                     | Number 14.¶¶Von meinem iPhone gesendet¶¶> Am 02.03.2026 um 09:14 schrieb City <help@city.example>:¶> ¶> ﻿Which number?
            Apple Mail in Japanese               | Number 14.¶¶> 2026/03/02 9:14、City <help@city.example>のメール:¶> ¶> Which number?
            Apple Mail in Korean                 | Number 14.¶¶> 2026. 3. 2. 오전 9:14, City <help@city.example> 작성:¶> ¶> Which number?
            Mail.ru, inside the quote            | Number 14.¶ ¶--¶Ана¶Отправлено из Почты Mail.ru¶>Понедельник, 2 марта 2026, 9:14 +03:00 от City <help@city.example>:¶> ¶>Which number?
            Mail.ru                              | Number 14.¶¶¶Mon, 02 Mar 2026 09:14:51 +0300 от City <help@city.example>:¶> Which number?
            Yandex                               | Number 14.¶¶02.03.2026, 09:14, "City" <help@city.example>:¶> Which number?
            Yandex in HTML made text             | Number 14.¶¶02.03.2026, 09:14, "City" <help@city.example>:¶Which number?
            Yahoo                                | Number 14.¶¶    On Monday, March 2, 2026 at 09:14:00 AM GMT+1, City <help@city.example> wrote:  ¶¶ Which number is it?
            Yahoo on Android, on one line        | Number 14.¶¶Sent from Yahoo Mail on Android ¶¶ ¶  On Mon, Mar 2, 2026 at 9:14, City<help@city.example> wrote:   Which number is it?¶¶City
            old Yahoo                            | Number 14.¶¶--- On Mon, 3/2/26, City <help@city.example> wrote:¶¶From: City <help@city.example>¶Subject: Light¶To: ana@example.org¶Date: Monday, March 2, 2026, 9:14 AM¶¶Which number?
            Zoho                                 | Number 14.¶¶---- On Mon, 02 Mar 2026 09:14:50 +0100 City <help@city.example> wrote ---¶¶Which number is it?
            Zoho, broken                         | Number 14.¶¶---- On Mon, 02 Mar 2026 09:14:50 +0100 City of Alder Bay¶<help@city.example> wrote ----¶¶Which number is it?
            Zoho, bare address                   | Number 14.¶¶---- On Mon, 02 Mar 2026 09:14:50 +0530 help@city.example wrote ----¶¶Which number is it?
            Android                              | Number 14.¶¶---- City of Alder Bay wrote ----¶¶> Which number?
            Gmail, broken                        | Number 14.¶¶On Mon, Mar 2, 2026 at 9:14 AM City of Alder Bay <help@city.example>¶wrote:¶¶> Which number?
            Gmail, address broken                | Number 14.¶¶On Mar 2, 2026 9:14 AM, "City" <¶help@city.example> wrote:¶¶> Which number?
            broken in three                      | Number 14.¶¶On Mar 2, 2026, at 12:47 PM, City <¶help@city.example>¶wrote:¶¶Which number?
            Polymail, with empty lines           | Number 14.¶¶On Mon, Mar 2, 2026 at 9:14 AM City¶¶<¶mailto:City <help@city.example>¶> wrote:¶Which number?
            own words right above                | Number 14.¶ On Mar 2, 2026 9:14 AM, "City" <¶help@city.example> wrote:¶¶> Which number?
            own words on the same line           | Number 14. On Mon, Mar 2, 2026 at 9:14 AM, help@city.example wrote:¶> Which number?
            own words before the dashes          | Number 14.--- On Mon, Mar 2, 2026 at 9:14 AM, City <help@city.example> wrote:¶> Which number?
            no colon                             | Number 14.¶¶2026/3/2 City <help@city.example>¶¶> Which number?
            GMT                                  | Number 14.¶¶2026-03-02 9:14 GMT+03:00 City <¶help@city.example>:¶¶> Which number?
            Samsung                              | Number 14.¶¶Sent from Samsung Mobile¶City <help@city.example> wrote:¶¶> Which number?
            Lotus Notes                          | Number 14.¶¶¶City <help@city.example> wrote on 03/02/2026 09:14:00 AM:¶¶> Which number?
            Thunderbird, name only               | Number 14.¶¶On 3/2/26 9:14, City of Alder Bay wrote:¶> Which number?
            Thunderbird, another name            | Number 14.¶¶Am 02.03.26 um 09:14 schrieb Rathaus:¶> Which number?
            marks only                           | Number 14.¶¶> Which number?¶>¶> City
            marks only, above                    | > Which number?¶>¶> City¶¶Number 14.
            answer below                         | On Mon, Mar 2, 2026 at 9:14 AM City <help@city.example> wrote:¶> Which number?¶¶Number 14.
            a link broken over lines             | Number 14.¶¶On Mon, Mar 2, 2026 at 9:14 AM City <help@city.example> wrote:¶> Look at (http://city.example/action¶_nonce=3dd518)¶> there.
            a link forgotten by the marks        | Number 14.¶¶> On Mar 2, 2026, at 9:14, City <help@city.example> wrote:¶> look at it on the page ¶<https://city.example/a/b/c>.¶>¶> City
            Outlook                              | Number 14.¶¶From: City <help@city.example>¶Sent: Monday, March 2, 2026 9:14 AM¶To: Ana <ana@example.org>¶Subject: Light¶¶Which number?
            Outlook, bold                        | Number 14.¶¶*From:* City <help@city.example>¶*Sent:* Monday, March 2, 2026 9:14 AM¶*To:* Ana <ana@example.org>¶*Subject:* Light¶¶Which number?
            Outlook, name only                   | Number 14.¶¶From: Rathaus¶Sent: Monday, March 2, 2026 9:14 AM¶To: Ana <ana@example.org>¶Subject: Light¶¶Which number?
            Outlook, two headers                 | Number 14.¶¶From: City <help@city.example>¶Sent: Monday, March 2, 2026 9:14 AM¶¶Which number?
            Outlook, the address broken off      | Number 14.¶¶From: City of Alder Bay Service Desk ¶<help@city.example> ¶Sent: Monday, March 2, 2026 9:14 AM¶To: Ana <ana@example.org>¶Subject: Light¶¶Which number?
            Outlook in French, on fewer lines    | Number 14.¶¶-------- Message d'origine --------¶De : City <help@city.example>¶Date : 02/03/26  09:14  (GMT+01:00)¶À : ana@example.org Objet : Light¶¶Which number?
            a date and a name                    | Number 14.¶¶On March 2, 2026, Rathaus wrote:¶> Which number?
            Outlook below a separator            | Number 14.¶¶Get Outlook for iOS<https://aka.ms/o0ukef>¶________________________________¶From: City <help@city.example>¶Sent: Monday, March 2, 2026 9:14:12 AM¶To: Ana¶Subject: Light¶¶Which number?
            Outlook Express                      | Number 14.¶¶----- Original Message -----¶From: "City" <help@city.example>¶To: <ana@example.org>¶Sent: Monday, March 2, 2026 9:14 AM¶Subject: Light¶¶Which number?
            Original message in German           | Number 14.¶¶-----Ursprüngliche Nachricht-----¶Von: City [mailto:help@city.example]¶Gesendet: Montag, 2. März 2026 09:14¶An: Ana¶Betreff: Light¶¶Which number?
            QQ                                   | Number 14.¶¶------------------ 原始邮件 ------------------¶发件人:                                                                                                                        "City"                                                                                    <help@city.example>;¶发送时间: 2026年3月2日(星期一) 上午9:14¶收件人: "Ana"<ana@example.org>;¶主题: Light¶¶Which number?
            163                                  | Number 14.¶¶¶在 2026-03-02 09:14:00，"City" <help@city.example> 写道：¶>Which number?
            name of ours in a thread             | Number 14.¶¶On Mon, Mar 2, 2026 at 9:14 AM City <help@city.example> wrote:¶> Which number?¶> On Mon, Mar 2, 2026 at 8:14 AM Ana <ana@example.org> wrote:¶>> The light is out.
            """)
    void aQuoteOfUsIsCut(String program, String body) {
        assertThat(answer(lines(body)).strip()).isEqualTo("Number 14.");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            Apple Mail                           | Number 14.¶> On Mar 2, 2026, at 09:14, City <help@city.example> wrote:¶>¶> Which number is it?
            Mail.ru                              | Number 14.¶¶>Понедельник, 2 марта 2026, 9:14 +03:00 от City <help@city.example>:¶> ¶>Which number?
            Gmail                                | Number 14.¶¶On Mon, Mar 2, 2026 at 9:14 AM City <help@city.example> wrote:¶> Which number?
            Outlook                              | Number 14.¶¶From: City <help@city.example>¶Sent: Monday, March 2, 2026 9:14 AM¶To: Ana¶Subject: Light¶¶Which number?
            Zoho                                 | Number 14.¶¶---- On Mon, 02 Mar 2026 09:14:50 +0100 City <help@city.example> wrote ---¶¶Which number is it?
            """)
    void ourAddressIsEnoughWhereNoMailOfOursIsNamed(String program, String body) {
        assertThat(answerToNoId(lines(body)).strip()).isEqualTo("Number 14.");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Gmail            | <div dir="ltr">Number 14.</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Mon, Mar 2, 2026 at 9:14 AM City &lt;<a href="mailto:help@city.example">help@city.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote">Which number?</blockquote></div>
            Gmail, odd       | <div dir="ltr">Number 14.</div><div class="gmail_quote"><div class="gmail_attr">Blorp wizz Rathaus zung</div><blockquote class="gmail_quote">Which number?</blockquote></div>
            Yahoo            | <div>Number 14.</div><div id="ydp1yahoo_quoted_1" class="yahoo_quoted"><div>On Monday, March 2, 2026 at 09:14:00 AM GMT+1, City &lt;help@city.example&gt; wrote: </div><div><br></div><div>Which number?</div></div>
            Yahoo, not escaped | <div>Number 14.</div><div class="ydp9b1f0a55yahoo_quoted" id="ydp9b1f0a55yahoo_quoted_5894033310"><div><div>On Monday, March 2, 2026 at 09:14:41 AM EDT, City <help@city.example> wrote:</div><div><br></div><div>Which number?</div></div></div>
            Yahoo, odd       | <div>Number 14.</div><div class="yahoo_quoted"><div>Blorp Rathaus zung</div><div>Which number?</div></div>
            Thunderbird      | <p>Number 14.</p><div class="moz-cite-prefix">Am 02.03.26 um 09:14 schrieb Rathaus:<br></div><blockquote type="cite" cite="mid:x"><p>Which number?</p></blockquote>
            Apple            | <body>Number 14.<br><div><blockquote type="cite"><div>On 2 Mar 2026, at 09:14, City &lt;help@city.example&gt; wrote:</div><br><div>Which number?</div></blockquote></div></body>
            Outlook web      | <div>Number 14.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>Blorp:</b> Rathaus<br><b>Wizz:</b> Montag</div><div>Which number?</div>
            Outlook web x    | <div>Number 14.</div><div id="x_appendonsend"></div><hr><div id="x_divRplyFwdMsg"><b>From:</b> City &lt;help@city.example&gt;<br><b>Sent:</b> Monday, March 2, 2026 9:14 AM<br><b>To:</b> Ana<br></div><div>Which number?</div>
            Outlook mobile   | <div>Number 14.</div><div id="mail-editor-reference-message-container"><div>From: City &lt;help@city.example&gt;<br>Date: Monday, 2 March 2026 at 09:14<br>To: Ana<br>Subject: Light</div><p>Which number?</p></div>
            Hotmail          | <div>Number 14.</div><div class="OutlookMessageHeader"><font><b>From:</b> City [mailto:help@city.example]<br><b>Sent:</b> Monday, March 2, 2026 9:14 AM<br><b>To:</b> Ana<br><b>Subject:</b> Light<br></font></div><div>Which number?</div>
            Proton           | <div>Number 14.</div><div class="protonmail_quote">On Monday, March 2nd, 2026 at 9:14 AM, City &lt;help@city.example&gt; wrote:<br><blockquote class="protonmail_quote" type="cite">Which number?</blockquote></div>
            Zoho             | <div>Number 14.</div><div class="zmail_extra"><div id="Zm-_Id_-Sgn1">---- On Mon, 02 Mar 2026 09:14:50 +0100 <b>City &lt;help@city.example&gt;</b> wrote ---<br></div><blockquote>Which number?</blockquote></div>
            Mail.ru          | <HTML><BODY><p>Number 14.</p><br>Thu, 26 Jun 2014 14:00:51 +0400 от City &lt;help@city.example&gt;:<br><blockquote style="border-left:1px solid #0857A6">Which number?</blockquote></BODY></HTML>
            Yandex           | <p>Number 14.<br /><br />02.03.2026, 09:14, "City" &lt;<a href="mailto:help@city.example">help@city.example</a>&gt;:</p><blockquote>Which number?</blockquote>
            Zimbra           | <div>Number 14.</div><hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>Von: </b>"City" &lt;help@city.example&gt;<br><b>An: </b>"Ana"<br><b>Gesendet: </b>Montag, 2. März 2026 09:14:00<br><b>Betreff: </b>Light</div><div data-marker="__QUOTED_TEXT__">Which number?</div>
            """)
    void aQuoteOfUsInAPageIsCut(String program, String page) {
        assertThat(answerInHtml(page)).isEqualTo("Number 14.");
    }

    @ParameterizedTest
    @CsvSource({
        "From, Sent, To, Subject",
        "Von, Gesendet, An, Betreff",
        "De, Envoyé, À, Objet",
        "De, Enviado el, Para, Asunto",
        "De, Enviado, Para, Assunto",
        "De, Enviada em, Para, Assunto",
        "Da, Inviato, A, Oggetto",
        "Van, Verzonden, Aan, Onderwerp",
        "Från, Skickat, Till, Ämne",
        "Fra, Sendt, Til, Emne",
        "Lähettäjä, Lähetetty, Vastaanottaja, Aihe",
        "Od, Wysłano, Do, Temat",
        "Od, Odesláno, Komu, Předmět",
        "Od, Odoslané, Komu, Predmet",
        "Feladó, Elküldve, Címzett, Tárgy",
        "De la, Trimis, Către, Subiect",
        "От, Отправлено, Кому, Тема",
        "Від, Надіслано, Кому, Тема",
        "Από, Στάλθηκε, Προς, Θέμα",
        "Kimden, Gönderildi, Kime, Konu",
        "Từ, Đã gửi, Tới, Chủ đề",
        "Dari, Dikirim, Kepada, Subjek",
        "发件人, 发送时间, 收件人, 主题",
        "寄件者, 寄件日期, 收件者, 主旨",
        "差出人, 送信日時, 宛先, 件名",
        "보낸 사람, 보낸 날짜, 받는 사람, 제목",
        "מאת, נשלח, אל, נושא",
        "من, تم الإرسال, إلى, الموضوع",
        "จาก, ส่ง, ถึง, เรื่อง"
    })
    void aHeaderBlockWithoutAnAddressIsKnownInManyLanguages(String from, String sent, String to, String subject) {
        var block = from + ": Rathaus\n" + sent + ": 2026-03-02 9:14\n" + to + ": Ana\n" + subject + ": Light\n\n";
        assertThat(answer("Number 14.\n\n" + block + "Which number?")).isEqualTo("Number 14.");
        assertThat(words(mail("Subject: Rent\n", "See this.\n\n" + block + "Pay.")))
                .as("a first mail")
                .endsWith("Pay.");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            between the lines            | On Mon, Mar 2, 2026 at 9:14 AM City <help@city.example> wrote:¶> Which number?¶14¶> Which street?¶Elm | 14¶Elm
            between, own words above     | Hello city,¶¶On Mon, Mar 2, 2026 at 9:14 AM City <help@city.example> wrote:¶> Which number?¶14¶> Which street?¶Elm¶> Bye | Hello city,¶14¶Elm
            a bare link between          | > Is there a picture?¶https://pics.example/1¶> Which street?¶Elm | https://pics.example/1¶Elm
            words around                 | Number 14.¶¶On Mon, Mar 2, 2026 at 9:14 AM City <help@city.example> wrote:¶> Which number?¶¶And the bin is broken. | Number 14.¶And the bin is broken.
            a form that looks like it    | I am moving:¶From: 12 Elm Street¶To: 14 Oak Street¶Date: March 3¶Subject: the van needs a place | 12 Elm Street¶14 Oak Street¶the van needs a place
            a form with an address       | Name: Ana Ruiz¶Email: ana@example.org¶Date: March 3¶Subject: light¶The light at Elm is out. | Ana Ruiz¶The light at Elm is out.
            a colon above a header block | PS: call me¶From: City <help@city.example>¶Sent: Monday, March 2, 2026 9:14 AM¶To: Ana¶Subject: Light¶¶Which? | PS: call me
            somebody else's quote        | He says so:¶> On Mar 2, 2026, at 09:14, Landlord <l@house.example> wrote:¶>¶> Pay by Friday.¶Is that right? | Pay by Friday.¶Is that right?
            somebody else's, at the end  | Is that right?¶¶> On Mar 2, 2026, at 09:14, Landlord <l@house.example> wrote:¶>¶> Pay by Friday. | Is that right?¶Pay by Friday.
            an address like ours         | Is that right?¶¶On Mon, Mar 2, 2026 at 9:14 AM Scam <nohelp@city.example> wrote:¶> Pay by Friday. | Is that right?¶Pay by Friday.
            the inspector                | On 2 March 2026 the inspector wrote:¶> you must fix it¶Is that right? | you must fix it¶Is that right?
            passed on below our quote    | See below.¶¶From: City <help@city.example>¶Sent: Monday, March 2, 2026 9:14 AM¶To: Ana <ana@example.org>¶Subject: Light¶¶Which?¶¶---------- Forwarded message ---------¶From: Landlord <l@house.example>¶Date: Mon, Mar 2, 2026¶Subject: Rent¶¶Pay by Friday. | See below.¶Pay by Friday.
            two dashes between two words | The light is out.¶¶--¶¶Who pays for it? | The light is out.¶Who pays for it?
            the phone as a subject       | Number 14.¶¶From my iPhone I cannot open the site of the city. | From my iPhone I cannot open the site of the city.
            downloads                    | Number 14.¶¶Download of the mobile app fails. | Download of the mobile app fails.
            an opener in a sentence      | The bus was late. On Monday, March 2, 2026 I wrote to help@city.example:¶nobody answered | The bus was late.¶nobody answered
            """)
    void noWordOfTheWritersIsLost(String kind, String body, String kept) {
        assertThat(answer(lines(body))).contains(kept.split("¶"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sent from my iPhone",
                "Sent from my Galaxy",
                "Sent from my cell, please excuse any typos.",
                "(sent from a phone)",
                "Sent via the Samsung Galaxy S21, an AT&T 5G smartphone",
                "Sent from Outlook for Android",
                "Get Outlook for iOS<https://aka.ms/o0ukef>",
                "Sent with Proton Mail secure email.",
                "Sent from Mail for Windows",
                "Enviado desde mi iPhone",
                "Enviado do meu iPhone",
                "Obtener Outlook para Android<https://aka.ms/AAb9ysg>",
                "Envoyé de mon iPhone",
                "Envoyé à partir d’Outlook pour iOS",
                "Télécharger Outlook pour iOS<https://aka.ms/o0ukef>",
                "Von meinem iPhone gesendet",
                "Diese Nachricht wurde von meinem Android-Gerät mit WEB.DE Mail gesendet.",
                "Holen Sie sich Outlook für iOS",
                "Inviato da iPhone",
                "Inviato dal mio iPhone",
                "Verstuurd vanaf mijn iPhone",
                "Verzonden vanuit Outlook <https://aka.ms/x>",
                "Skickat från min iPhone",
                "Sendt fra min iPhone",
                "Lähetetty iPhonesta",
                "Wysłane z iPhone'a",
                "Odesláno z iPhonu",
                "Odoslané z iPhonu",
                "Az iPhone készülékemről küldve <https://aka.ms/x>",
                "Trimis de pe iPhone-ul meu",
                "Отправлено с iPhone",
                "Отправлено из Почты Mail.ru для Android",
                "Отправлено из мобильной Яндекс Почты",
                "Надіслано з iPhone",
                "Изпратено от моя iPhone",
                "Στάλθηκε από το iPhone μου",
                "iPhone'umdan gönderildi",
                "Đã gửi từ iPhone của tôi",
                "Dikirim dari iPhone saya",
                "Poslano s mojeg iPhone uređaja",
                "发自我的iPhone",
                "從我的 iPhone 傳送",
                "iPhoneから送信",
                "나의 iPhone에서 보냄",
                "נשלח מה-iPhone שלי",
                "أُرسلت من الـ iPhone",
                "ส่งจาก iPhone ของฉัน",
                "मेरे iPhone से भेजा गया",
                "Ipinadala mula sa aking iPhone"
            })
    void whatAPhoneWritesBelowIsNotSaid(String signature) {
        assertThat(answer("Number 14.\n\n" + signature)).isEqualTo("Number 14.");
        assertThat(answer("Number 14.\n\n" + signature
                        + "\n\n> On Mar 2, 2026, at 9:14 AM, City <help@city.example> wrote:\n> Which?"))
                .isEqualTo("Number 14.");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Gmail       | <div>See this.</div><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: <b>Landlord</b> &lt;l@house.example&gt;<br>Date: Mon, Mar 2, 2026 at 9:14 AM<br>Subject: Rent<br>To: Ana</div><div>Pay by Friday.</div></div>
            Outlook     | <div>See this.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Landlord &lt;l@house.example&gt;<br><b>Sent:</b> Monday, March 2, 2026 9:14 AM<br><b>To:</b> Ana<br><b>Subject:</b> Rent</div><div>Pay by Friday.</div>
            Apple       | <div>See this.</div><div>Begin forwarded message:</div><blockquote type="cite"><div>From: Landlord &lt;l@house.example&gt;</div><div>Subject: Rent</div><div>Pay by Friday.</div></blockquote>
            Yahoo       | <div>See this.</div><div class="yahoo_quoted"><div>----- Forwarded Message -----<br>From: Landlord &lt;l@house.example&gt;<br>To: Ana<br>Sent: Monday, March 2, 2026<br>Subject: Rent</div><div>Pay by Friday.</div></div>
            """)
    void aPageThatIsForwardedStays(String program, String page) {
        var first = mail("Subject: Fwd: Rent\nContent-Type: text/html; charset=utf-8\n", page);
        assertThat(words(first)).contains("See this.", "l@house.example", "Pay by Friday.");
        assertThat(answerInHtml(page)).contains("See this.", "l@house.example", "Pay by Friday.");
    }

    private static String lines(String body) {
        return body.replace('¶', '\n');
    }
}
