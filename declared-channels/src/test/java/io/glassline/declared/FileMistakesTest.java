package io.glassline.declared;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.config.Problem;
import io.glassline.message.ChannelKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said to whoever wrote a channel file with a mistake in it: where, and what would be right.
class FileMistakesTest {

    private static final String GOOD = """
        channel: harbor
        about: Text messages through Harbor
        capabilities: { text-max-chars: 1600 }
        policy: { parts-per-second: 20, when-unknown: send-again }
        account:
          secrets: [api-key, webhook-secret]
        addresses: [https://api.harbor.example]
        receive:
          - decode: json
            proof:
              - { hmac: sha256, over: [body], secret: webhook-secret, encoding: hex, in: "header:x-signature" }
            events:
              - when: item.event == "message"
                citizen: item.from
                id: item.id
                text: item.text
        errors: { opted-out: opted_out }
        send:
          requests:
            - url: https://api.harbor.example/v1/messages
              json: { to: =message.to, text: =message.text }
          outcome:
            - { when: status == 201, accepted: answer.id }
        """;

    @TempDir
    Path folder;

    @Test
    void aGoodFileHasNone() throws IOException {
        assertThat(mistakes(GOOD)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        channel: harbor                       | channel: harbour                    | channels/harbor.yml:1:1: channel a file is called as its channel: this one is harbour.yml
        decode: json                          | decode: jsn                         | channels/harbor.yml:9:13: receive[0].decode "jsn" is not a way to read a body; did you mean "json"?
        hmac: sha256                          | hmac: sha255                        | channels/harbor.yml:11:17: receive[0].proof[0].hmac "sha255" is not a hash; did you mean "sha256"?
        over: [body]                          | over: [bdoy]                        | channels/harbor.yml:11:32: receive[0].proof[0].over[0] "bdoy" is nothing that is signed; did you mean "body"? Or write header:NAME or text:WORDS
        secret: webhook-secret                | secret: webhook-secrt               | channels/harbor.yml:11:47: receive[0].proof[0].secret "webhook-secrt" is no secret of this channel's accounts; did you mean "webhook-secret"?
        in: "header:x-signature"              | in: "x-signature"                   | channels/harbor.yml:11:82: receive[0].proof[0].in "x-signature" is no place in a call; write header:NAME, query:NAME or field:NAME
        id: item.id                           | id: itm.id                          | channels/harbor.yml:15:13: receive[0].events[0].id not an expression, column 1: undeclared reference to 'itm'; did you mean "item"?
        id: item.id                           | id: secret["api-key"]               | channels/harbor.yml:15:13: receive[0].events[0].id not an expression, column 1: undeclared reference to 'secret'; known are: account, body, header, item, n, part, query, setting
        text: item.text                       | txt: item.text                      | channels/harbor.yml:13:9: receive[0].events[0] a rule is about one of text, media, place, choice, unsupported, reaction, edit, deletion, notice, status, opted-out, opted-in, handshake, ignore
        citizen: item.from                    | at: item.from                       | channels/harbor.yml:13:9: receive[0].events[0] "citizen" is missing: who said it
        url: https://api.harbor.example/v1    | url: https://api.harbour.example/v1 | channels/harbor.yml:20:12: send.requests[0].url a request goes to one of the addresses of this file, word for word; they are: https://api.harbor.example
        url: https://api.harbor.example/v1    | url: https://{message.to}/v1        | channels/harbor.yml:20:12: send.requests[0].url a request goes to one of the addresses of this file, word for word; they are: https://api.harbor.example
        addresses: [https://api.harbor.example] | addresses: [http://169.254.169.254] | channels/harbor.yml:7:13: addresses[0] "http://169.254.169.254" is no address of a provider: https:// and a host, without a path
        opted-out: opted_out                  | opted-uot: opted_out                | channels/harbor.yml:17:11: errors.opted-uot "opted-uot" is no meaning of an error; did you mean "opted-out"?
        accepted: answer.id                   | accpted: answer.id                  | channels/harbor.yml:23:7: send.outcome[0] an answer means one of accepted, code, is
        item.event == "message"               | item.event.matches(item.pattern)    | channels/harbor.yml:13:15: receive[0].events[0].when the regular expression of matches must be written out
        item.event == "message"               | item.event.matches("(")             | channels/harbor.yml:13:15: receive[0].events[0].when not a regular expression: missing closing )
        item.event == "message"               | item.event.replace("", "x") == "y"  | channels/harbor.yml:13:15: receive[0].events[0].when not an expression, column 19: undeclared reference to 'replace'; known are: account, body, header, item, n, part, query, setting
        """)
    void aMistakeIsToldWithItsPlaceAndWhatWouldBeRight(String good, String wrong, String told) throws IOException {
        assertThat(GOOD).contains(good);
        assertThat(mistakes(GOOD.replace(good, wrong))).contains(told);
    }

    @Test
    void aChannelThatIsBuiltInIsNotDeclaredAgain() throws IOException {
        write("sms.yml", GOOD.replace("channel: harbor", "channel: sms"));
        assertThat(read())
                .isEqualTo("channels/sms.yml:0: channel \"sms\" is a channel that Glassline has already;"
                        + " call this one otherwise");
    }

    @Test
    void aCaseThatComesOutOtherwiseIsAMistake() throws IOException {
        write("harbor.yml", GOOD);
        write("harbor.cases.yml", """
            account: { address: "1", secrets: { api-key: made-up-key, webhook-secret: made-up-secret } }
            receive:
              - name: a text
                body: '{"event":"message","id":"7","from":"2","text":"hello"}'
                becomes: '7 from 2: "good-bye"'
            send:
              - name: a text
                to: "2"
                text: hello
                answer: { status: 201, body: '{"id":"9"}' }
                outcome: accepted 8
            """);
        assertThat(read())
                .contains("channels/harbor.cases.yml:5:5: receive[0].becomes \"a text\" is to become:")
                .contains("7 from 2: \"good-bye\"")
                .contains("7 from 2: \"hello\"")
                .contains("channels/harbor.cases.yml:11:5: send[0].outcome \"a text\" is to come to:");
    }

    private String mistakes(String file) throws IOException {
        write("harbor.yml", file);
        return read();
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve("channels"));
        Files.writeString(folder.resolve("channels").resolve(name), text);
    }

    private String read() {
        var problems = new ArrayList<Problem>();
        new DeclaredChannels(InstantSource.system()).read(folder, Set.of(new ChannelKind("sms")), _ -> true, problems);
        return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }
}
