package io.glassline.router.city;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Secret;
import io.glassline.config.Problem;
import io.glassline.message.ChannelKind;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlFile;
import io.glassline.router.yaml.YamlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/// `channels.yml`: the numbers, bots and mailboxes the city runs. A value may ask the environment: `${GLASSLINE_X}`
/// must be set there, `${GLASSLINE_X:otherwise}` need not. A variable that is set to nothing counts as not set.
/// Secrets must come from there: the file itself is public.
final class ChannelsFile {

    static final String NAME = "channels.yml";

    private static final String NEXT_SECRETS = "next-secrets";

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}:]*)(?::([^}]*))?\\}");
    /// What a secret may be: a variable, perhaps one that may be left out, and never a value.
    private static final Pattern SECRET = Pattern.compile("\\$\\{[^}:]*:?\\}");
    private static final Pattern VARIABLE_NAME = Pattern.compile("GLASSLINE_[A-Z0-9_]+");

    private final Path folder;
    private final List<Problem> problems;
    private final Set<String> ids = new TreeSet<>();

    ChannelsFile(Path folder, List<Problem> problems) {
        this.folder = folder;
        this.problems = problems;
    }

    /// The variables that a file asks for, in its order.
    static List<Variable> variables(Path folder, String file) {
        var variables = new LinkedHashMap<String, Variable>();
        try {
            var lines = Files.readAllLines(folder.resolve(file));
            for (var i = 0; i < lines.size(); i++) {
                var matcher = VARIABLE.matcher(lines.get(i).replaceFirst("^\\s*#.*", ""));
                while (matcher.find()) {
                    variables.putIfAbsent(
                            matcher.group(1),
                            new Variable(matcher.group(1), Optional.ofNullable(matcher.group(2)), i + 1));
                }
            }
        } catch (IOException e) {
            return List.of(); // reading the configuration says so, with its place
        }
        return List.copyOf(variables.values());
    }

    /// The kinds that accounts name, be they right or not.
    static Set<String> kindsNamed(Path folder) {
        var named = new TreeSet<String>();
        YamlFile.read(folder, NAME, new ArrayList<>()) // what is wrong is told when it is read
                .ifPresent(page -> page.optionalBlocks("accounts")
                        .forEach(account ->
                                account.optional("kind").map(YamlValue::text).ifPresent(named::add)));
        return named;
    }

    /// The accounts that are named, be they right or not.
    Set<String> ids() {
        return Set.copyOf(ids);
    }

    List<ChannelAccount> read(ChannelKinds.Known kinds, Function<String, Optional<String>> environment) {
        var accounts = new ArrayList<ChannelAccount>();
        YamlFile.read(folder, NAME, problems).ifPresent(page -> {
            for (var block : page.blocks("accounts")) {
                var id = block.name("id");
                if (!id.isEmpty() && !ids.add(id)) {
                    block.wrong("id", "\"%s\" is here twice".formatted(id));
                }
                account(id, block, kinds, environment).ifPresent(accounts::add);
            }
            page.end();
        });
        return accounts;
    }

    private static Optional<ChannelAccount> account(
            String id, YamlBlock block, ChannelKinds.Known kinds, Function<String, Optional<String>> environment) {
        var kind = block.oneOf("kind", kinds.names(), "a kind of channel")
                .filter(kinds.names()::contains)
                .map(ChannelKind::new);
        var address = block.required("address")
                .flatMap(scalar -> resolved(scalar, environment).filter(value -> {
                    if (value.isBlank()) {
                        scalar.wrong("the address is empty");
                    }
                    return !value.isBlank();
                }));
        var settingsBlock = block.optionalBlock("settings");
        var secretsBlock = block.optionalBlock("secrets");
        var nextBlock = block.optionalBlock(NEXT_SECRETS);
        block.end();
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        var form = kinds.forms().get(kind.get());
        if (form == null) {
            return Optional.empty();
        }
        var settings = new HashMap<String, String>();
        for (var name : sorted(form.requiredSettings(), form.optionalSettings())) {
            var required = form.requiredSettings().contains(name);
            var scalar = value(block, settingsBlock, "settings", name, required);
            scalar.flatMap(s -> resolved(s, environment)).ifPresent(value -> {
                if (!value.isBlank()) {
                    settings.put(name, value);
                    form.mistake(name, value).ifPresent(scalar.get()::wrong);
                } else if (required) {
                    scalar.get().wrong("setting \"%s\" must not be empty".formatted(name));
                }
            });
        }
        var secrets = new HashMap<String, Secret>();
        for (var name : sorted(form.requiredSecrets(), form.optionalSecrets())) {
            var required = form.requiredSecrets().contains(name);
            value(block, secretsBlock, "secrets", name, required)
                    .flatMap(scalar -> secret(scalar, name, required, environment))
                    .ifPresent(secret -> secrets.put(name, secret));
        }
        var next = new HashMap<String, Secret>();
        for (var name : sorted(form.requiredSecrets(), form.optionalSecrets())) {
            value(block, nextBlock, NEXT_SECRETS, name, false)
                    .flatMap(scalar -> secret(scalar, name, false, environment))
                    .ifPresent(secret -> next.put(name, secret));
        }
        settingsBlock.ifPresent(YamlBlock::end);
        secretsBlock.ifPresent(YamlBlock::end);
        nextBlock.ifPresent(YamlBlock::end);
        return address.map(value -> new ChannelAccount(id, kind.get(), value, settings, secrets, next));
    }

    static Optional<Secret> secret(
            YamlValue scalar, String name, boolean required, Function<String, Optional<String>> environment) {
        if (!SECRET.matcher(scalar.text()).matches()) {
            scalar.wrong("a secret must not stand here, where anyone can read it; write ${GLASSLINE_...}");
            return Optional.empty();
        }
        var value = resolved(scalar, environment);
        if (required && value.filter(String::isBlank).isPresent()) {
            scalar.wrong("secret \"%s\" must not be empty".formatted(name));
        }
        return value.filter(found -> !found.isBlank()).map(Secret::new);
    }

    private static TreeSet<String> sorted(Set<String> required, Set<String> optional) {
        var all = new TreeSet<>(required);
        all.addAll(optional);
        return all;
    }

    private static Optional<YamlValue> value(
            YamlBlock account, Optional<YamlBlock> block, String section, String name, boolean required) {
        if (block.isPresent()) {
            return required ? block.get().required(name) : block.get().optional(name);
        }
        if (required) {
            account.wrong("\"%s\" is missing in %s".formatted(name, section));
        }
        return Optional.empty();
    }

    static Optional<String> resolved(YamlValue scalar, Function<String, Optional<String>> environment) {
        var text = scalar.text();
        var matcher = VARIABLE.matcher(text);
        var value = new StringBuilder();
        var from = 0;
        var whole = true;
        while (matcher.find()) {
            var name = matcher.group(1);
            var otherwise = Optional.ofNullable(matcher.group(2));
            value.append(text, from, matcher.start());
            from = matcher.end();
            if (!VARIABLE_NAME.matcher(name).matches()) {
                scalar.wrong("\"%s\" is not a variable; names start with GLASSLINE_ and have capitals, digits and _"
                        .formatted(name));
                whole = false;
                continue;
            }
            var found = environment.apply(name).filter(v -> !v.isBlank()).or(() -> otherwise);
            if (found.isEmpty()) {
                scalar.wrong("the variable %s is not set; set it, or write ${%s:value} for a value without it"
                        .formatted(name, name));
                whole = false;
            }
            found.ifPresent(value::append);
        }
        value.append(text.substring(from));
        if (whole && text.substring(from).contains("${")) {
            scalar.wrong("\"${\" is not closed; write ${GLASSLINE_X} or ${GLASSLINE_X:value}");
            whole = false;
        }
        return whole ? Optional.of(value.toString()) : Optional.empty();
    }
}
