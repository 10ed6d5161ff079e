package io.glassline.declared.channel;

import io.glassline.channel.ChannelAdapter.AccountForm;
import io.glassline.channel.SendPolicy;
import io.glassline.channel.SendPolicy.WhenUnknown;
import io.glassline.config.Problem;
import io.glassline.declared.channel.DeclaredAdapter.Limits;
import io.glassline.declared.channel.DeclaredAdapter.Policy;
import io.glassline.declared.code.ErrorCodes;
import io.glassline.declared.receive.EndpointReader;
import io.glassline.declared.send.SendReader;
import io.glassline.message.ChannelKind;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlFile;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Reads one channel file: `channels/NAME.yml`. Every mistake is among the problems, with its place.
public final class ChannelFile {

    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{1,15}");
    private static final Pattern ADDRESS =
            Pattern.compile("https://[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?(:[0-9]{1,5})?");

    private static final int TEXT_MAX_CHARS = 100_000;
    private static final int NEWS_WITHIN_SECONDS = 60;

    private final HttpClient http;
    private final InstantSource clock;

    /// @param clock dates the requests that are signed, and tells when a token ends
    public ChannelFile(HttpClient http, InstantSource clock) {
        this.http = http;
        this.clock = clock;
    }

    /// @param file its path in `folder`, with `/` between the names
    public Optional<DeclaredAdapter> read(Path folder, String file, List<Problem> problems) {
        var before = problems.size();
        var adapter = YamlFile.read(folder, file, problems).flatMap(page -> adapter(page, file));
        return problems.size() == before ? adapter : Optional.empty();
    }

    private Optional<DeclaredAdapter> adapter(YamlBlock page, String file) {
        var kind = kind(page, file);
        page.text("about");
        var limits = page.block("capabilities").flatMap(ChannelFile::limits);
        var policy = page.block("policy").flatMap(ChannelFile::policy);
        var form = page.block("account").map(ChannelFile::form);
        var secrets = new TreeSet<String>();
        form.ifPresent(f -> {
            secrets.addAll(f.requiredSecrets());
            secrets.addAll(f.optionalSecrets());
        });
        var addresses = addresses(page);
        var errors = ErrorCodes.read(page.optionalBlock("errors"));
        var endpoints = new EndpointReader(secrets).read(page);
        var sender = new SendReader(addresses, secrets, errors, http, clock)
                .read(page, limits.map(Limits::labelMaxChars).orElse(1));
        page.end();
        return kind.isEmpty() || limits.isEmpty() || policy.isEmpty() || form.isEmpty() || sender.isEmpty()
                ? Optional.empty()
                : Optional.of(new DeclaredAdapter(
                        kind.get(), form.get(), limits.get(), policy.get(), endpoints, errors, sender.get()));
    }

    /// The file is called as the kind, so that a kind is found by its name and is there once.
    private static Optional<ChannelKind> kind(YamlBlock page, String file) {
        var name = page.text("channel");
        var called = file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.yml$", "");
        if (!name.isEmpty() && !KIND.matcher(name).matches()) {
            page.wrong(
                    "channel",
                    "\"%s\" is no kind of channel: 2 to 16 small letters, digits and hyphens".formatted(name));
            return Optional.empty();
        }
        if (!name.isEmpty() && !name.equals(called)) {
            page.wrong("channel", "a file is called as its channel: this one is %s.yml".formatted(name));
        }
        return Optional.of(name).filter(n -> !n.isEmpty()).map(ChannelKind::new);
    }

    private static Optional<Limits> limits(YamlBlock block) {
        var text = block.number("text-max-chars", 20, TEXT_MAX_CHARS);
        var buttons = block.has("buttons-max") ? block.number("buttons-max", 0, 50) : Optional.of(0);
        var label = block.has("button-label-max-chars")
                ? block.number("button-label-max-chars", 5, 1_000)
                : Optional.of(1_000);
        var id = block.has("button-id-max-bytes") ? block.number("button-id-max-bytes", 8, 10_000) : Optional.of(256);
        block.end();
        return text.isEmpty() || buttons.isEmpty() || label.isEmpty() || id.isEmpty()
                ? Optional.empty()
                : Optional.of(new Limits(text.get(), buttons.get(), label.get(), id.get()));
    }

    private static Optional<Policy> policy(YamlBlock block) {
        var rate = block.number("parts-per-second", 1, SendPolicy.PARTS_PER_SECOND_MAX);
        var words = List.of("send-again", "ask-a-person");
        var unknown = block.oneOf("when-unknown", words, "what to do with a message never heard of again")
                .filter(words::contains)
                .map(word -> WhenUnknown.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')));
        var news = block.has("news-within-seconds")
                ? block.number("news-within-seconds", 1, 3_600)
                : Optional.of(NEWS_WITHIN_SECONDS);
        var window = block.has("reply-window-hours")
                ? block.number("reply-window-hours", 1, 8_760)
                : Optional.<Integer>empty();
        block.end();
        return rate.isEmpty() || unknown.isEmpty() || news.isEmpty()
                ? Optional.empty()
                : Optional.of(new Policy(
                        new SendPolicy(rate.get(), unknown.get(), Duration.ofSeconds(news.get())),
                        window.map(Duration::ofHours)));
    }

    private static AccountForm form(YamlBlock block) {
        var optional = names(block, "optional-settings");
        var required = names(block, "settings");
        if (!required.contains("api-url")) {
            optional.add("api-url");
        }
        var form = new AccountForm(required, optional, names(block, "secrets"), names(block, "optional-secrets"))
                .sending();
        block.end();
        return form;
    }

    private static Set<String> names(YamlBlock block, String key) {
        var names = new TreeSet<String>();
        for (var value : block.optionalList(key)) {
            if (!value.text().matches("[a-z][a-z0-9-]{0,40}")) {
                value.wrong("\"%s\" is not a name; use small letters, digits and hyphens".formatted(value.text()));
            } else if (!names.add(value.text())) {
                value.wrong("\"%s\" is here twice".formatted(value.text()));
            }
        }
        return names;
    }

    private static List<String> addresses(YamlBlock page) {
        var addresses = new ArrayList<String>();
        for (var value : page.list("addresses")) {
            if (ADDRESS.matcher(value.text()).matches()) {
                addresses.add(value.text());
            } else {
                value.wrong("\"%s\" is no address of a provider: https:// and a host, without a path"
                        .formatted(value.text()));
            }
        }
        return addresses;
    }
}
