package io.glassline.demo.town;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A citizen looks at their own record and has it erased, with nothing but the phone they write from.
class MyDataTest {

    private static final Pattern LINK = Pattern.compile("http://[^ ]+/record/[A-Za-z0-9_-]{24}");
    private static final Pattern CODE = Pattern.compile("\\b[0-9]{6}\\b");
    private static final String SMS = "city-sms";
    private static final String WORD = "Xochimilco";

    private final Town town = Town.shared();

    private String found(Pattern what, String phone, String heard) {
        return town.hears(SMS, phone, heard).stream()
                .map(what::matcher)
                .filter(matcher -> matcher.find())
                .map(matcher -> matcher.group())
                .toList()
                .getLast();
    }

    private HttpResponse<String> opened(String link, String code) {
        return town.send(town.request(URI.create(link))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("code=" + code)));
    }

    @Test
    void theRecordOpensWithTheLinkAndTheCodeAndNotWithoutOne() {
        var phone = "+15550177001";
        town.says(SMS, phone, "When is trash day on " + WORD + " street?");
        town.says(SMS, phone, "MY DATA");
        var link = found(LINK, phone, "/record/");
        var code = found(CODE, phone, "Code for your record");

        var asks = town.send(town.request(URI.create(link)).GET());
        assertThat(asks.statusCode()).isEqualTo(200);
        assertThat(asks.body()).contains("six digits").doesNotContain(WORD, phone);

        var wrong = opened(link, code.equals("000001") ? "000002" : "000001");
        assertThat(wrong.statusCode()).isEqualTo(403);
        assertThat(wrong.body()).contains("Tries left: 4").doesNotContain(WORD, phone);

        var right = opened(link, code);
        assertThat(right.statusCode()).isEqualTo(200);
        assertThat(right.body()).contains(WORD, phone);
        assertThat(right.headers().firstValue("Cache-Control")).contains("no-store");

        assertThat(opened(link.replace("/record/", "/receipt/"), code).statusCode())
                .isNotEqualTo(200);
    }

    @Test
    void theCodeErasesItAndNothingFindsTheAddressAnyMore() {
        var phone = "+15550177002";
        town.says(SMS, phone, "When is trash day on " + WORD + " street?");
        town.says(SMS, phone, "ERASE MY DATA");
        var code = found(CODE, phone, "reply");
        town.says(SMS, phone, code);
        town.hears(SMS, phone, "The erasure has begun");

        Town.await(
                "nothing is known of the address",
                () -> town.conversations(phone).isEmpty());
    }
}
