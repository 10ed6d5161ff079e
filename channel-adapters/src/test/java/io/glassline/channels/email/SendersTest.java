package io.glassline.channels.email;

import static io.glassline.channels.email.MailAtTheCity.messages;
import static io.glassline.channels.email.MailAtTheCity.receive;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One citizen has one address, however their program spells it.
class SendersTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            plain                     | Ana <ana@example.org>                                 | ana@example.org
            the domain in capitals    | Ana <Ana@EXAMPLE.Org>                                 | ana@example.org
            a dot behind the domain   | ana@example.org.                                      | ana@example.org
            a domain in its letters   | Ana <ana@exämple.org>                                 | ana@xn--exmple-cua.org
            the same in ASCII         | Ana <ana@XN--exmple-cua.org>                          | ana@xn--exmple-cua.org
            the same in capitals      | Ana <ana@EXÄMPLE.org>                                 | ana@xn--exmple-cua.org
            a sharp s                 | Ana <ana@straße.example>                              | ana@xn--strae-oqa.example
            a sharp s in ASCII        | Ana <ana@xn--strae-oqa.example>                       | ana@xn--strae-oqa.example
            a Greek end               | Ana <ana@βόλος.example>                               | ana@xn--nxasmm1c.example
            a Chinese full stop       | 李 <li@例子。example>                                 | li@xn--fsqu00a.example
            a name in its letters     | Иван <иван@пример.example>                            | иван@xn--e1afmkfd.example
            quotes for a blank        | "John Smith" <"john smith"@example.org>               | "john smith"@example.org
            the same, by itself       | "john smith"@example.org                              | "john smith"@example.org
            quotes for nothing        | <"john.smith"@example.org>                            | john.smith@example.org
            an at sign in quotes      | <"a@b"@example.org>                                   | "a@b"@example.org
            an escaped letter         | <"john\\ smith"@example.org>                          | "john smith"@example.org
            a comment behind          | ana@example.org (Ana Ruiz)                            | ana@example.org
            a comment inside          | Ana (her (own) phone) <ana(home)@example.org(work)>   | ana@example.org
            an address in a comment   | (bob@example.org) ana@example.org                     | ana@example.org
            an address as a name      | "bob@example.org" <ana@example.org>                   | ana@example.org
            the same without quotes   | bob@example.org <ana@example.org>                     | ana@example.org
            a comma in the name       | Ruiz, Ana <ana@example.org>                           | ana@example.org
            a colon in the name       | Dr: Ana <ana@example.org>                             | ana@example.org
            a group                   | Family: ana@example.org, bob@example.org;             | ana@example.org
            a group in brackets       | Family: Ana <ana@example.org>, bob@example.org;       | ana@example.org
            a route                   | <@relay.example,@b.example:ana@example.org>           | ana@example.org
            mailto                    | <mailto:ana@example.org>                              | ana@example.org
            blanks around the dots    | ana . ruiz @ example . org                            | ana.ruiz@example.org
            encoded name              | =?utf-8?q?Ana_=3Cbob=40example.org=3E?= <ana@example.org> | ana@example.org
            a quote that never ends   | "Ana <ana@example.org>                                | ana@example.org
            a comment that never ends | Ana (home <ana@example.org>                           | ana@example.org
            no bracket at the end     | Ana <ana@example.org                                  | ana@example.org
            a machine's number        | <ana@[192.0.2.7]>                                     | ana@[192.0.2.7]
            """)
    void theSenderIsFoundInWhateverStandsThere(String kind, String from, String citizen) {
        var message =
                messages(receive("From: " + from + "\nMessage-ID: <m@x>\n\nhi")).getFirst();
        assertThat(message.from().value()).isEqualTo(citizen);
    }

    @Test
    void anAddressIsReadInTheTimeOfItsLength() {
        for (var piece : new String[] {"(", "\"", "<", "a@", "\\", ",:;", "<@a:"}) {
            assertThat(messages(receive(
                            "From: " + piece.repeat(500_000) + "\nReply-To: ana@example.org\nMessage-ID: <m@x>\n\nhi")))
                    .isNotEmpty();
        }
    }
}
