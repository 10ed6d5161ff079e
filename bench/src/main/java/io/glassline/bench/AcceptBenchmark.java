package io.glassline.bench;

import io.glassline.audit.MessageEvent;
import io.glassline.audit.AuditEntry;
import io.glassline.audit.AuditEntries;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Proof;
import io.glassline.channel.Receipt;
import io.glassline.channel.Secret;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.sms.SmsAdapter;
import io.glassline.conversation.Inbound;
import io.glassline.log.Appender;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One signed Twilio form of about 500 bytes through the steps before the database: the bare HMAC, which is the floor;
/// the adapter's proof and reading; the entry for the public record; and, for a batch of 256 entries, the tree.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class AcceptBenchmark {

    private static final String URL = "https://talk.city.example/channels/city-sms";
    private static final Secret TOKEN = new Secret("bench-twilio-auth-token");
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final int BATCH = 256;

    private final SmsAdapter adapter = new SmsAdapter();
    private final ChannelAccount account = new ChannelAccount(
            "city-sms",
            adapter.kind(),
            "+15550100",
            Map.of("account-sid", "AC00000000000000000000000000000001"),
            Map.of("auth-token", TOKEN));
    private final byte[] signed = signedText().getBytes(StandardCharsets.UTF_8);
    private final WebhookCall call = call();
    private final SecureRandom random = new SecureRandom();
    private final AuditEntries audit = new AuditEntries(this::salt);
    private final Inbound inbound = inbound();
    private final List<byte[]> batch = IntStream.range(0, BATCH)
            .mapToObj(_ -> audit.of(new MessageEvent.Receipt(inbound)).leaf())
            .toList();

    @Benchmark
    public byte[] bareHmac() {
        return Proof.hmac("HmacSHA1", TOKEN, signed);
    }

    @Benchmark
    public Receipt receive() {
        return adapter.receive(call, account);
    }

    @Benchmark
    public AuditEntry audit() {
        return audit.of(new MessageEvent.Receipt(inbound));
    }

    @Benchmark
    public Appender.Grown appendBatchOf256() {
        return Appender.empty().append(batch);
    }

    private Inbound inbound() {
        if (adapter.receive(call, account) instanceof Receipt.Events(var events)
                && events.getFirst() instanceof ChannelEvent.MessageReceived message) {
            return Inbound.of(account.id(), message, NOON);
        }
        throw new IllegalStateException("the benchmark's own call is refused");
    }

    private static WebhookCall call() {
        var signature = Base64.getEncoder()
                .encodeToString(Proof.hmac("HmacSHA1", TOKEN, signedText().getBytes(StandardCharsets.UTF_8)));
        var body = form().entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return new WebhookCall(
                "POST",
                "",
                URL,
                Map.of(
                        "x-twilio-signature", List.of(signature),
                        "content-type", List.of("application/x-www-form-urlencoded")),
                body.getBytes(StandardCharsets.UTF_8),
                NOON);
    }

    private static String signedText() {
        return URL
                + form().entrySet().stream()
                        .map(field -> field.getKey() + field.getValue())
                        .collect(Collectors.joining());
    }

    private static Map<String, String> form() {
        var form = new TreeMap<String, String>();
        form.put("MessageSid", "SM00000000000000000000000000000001");
        form.put("SmsSid", "SM00000000000000000000000000000001");
        form.put("SmsMessageSid", "SM00000000000000000000000000000001");
        form.put("AccountSid", "AC00000000000000000000000000000001");
        form.put("From", "+15550199");
        form.put("To", "+15550100");
        form.put("Body", "Our recycling bin on Elm Street was not emptied this morning, can somebody come again?");
        form.put("NumMedia", "0");
        form.put("NumSegments", "1");
        form.put("FromCity", "ALDER BAY");
        form.put("FromCountry", "US");
        form.put("ToCountry", "US");
        form.put("ApiVersion", "2010-04-01");
        return form;
    }

    private byte[] salt() {
        var salt = new byte[AuditEntries.SALT_BYTES];
        random.nextBytes(salt);
        return salt;
    }
}
