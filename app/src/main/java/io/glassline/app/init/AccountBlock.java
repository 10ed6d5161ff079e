package io.glassline.app.init;

import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

/// One account of `channels.yml`, being given what is the city's own.
final class AccountBlock {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)(?::[^}]*)?\\}");

    private final YamlText page;
    private final Node account;

    AccountBlock(YamlText page, Node account) {
        this.page = page;
        this.account = account;
    }

    static String kind(Node account) {
        return text(account, "kind");
    }

    static String id(Node account) {
        return text(account, "id");
    }

    private static String text(Node account, String key) {
        return YamlText.pair(account, key)
                .map(NodeTuple::getValueNode)
                .map(YamlText::scalar)
                .orElse("");
    }

    /// A number or name that people know stands as the public address where the provider has a number of
    /// its own.
    ///
    /// @param address empty where it is not known yet; then the environment must say it
    AccountBlock addressed(String address) {
        var own = value(account, "address");
        var known = setting("public-address");
        var isKnownToPeople = known.isPresent() && !address.matches("[0-9]*");
        own.ifPresent(node -> page.replace(node, variable(node, isKnownToPeople ? "" : address)));
        if (isKnownToPeople) {
            known.ifPresent(node -> page.replace(node, variable(node, address)));
        }
        return this;
    }

    AccountBlock identified(String id) {
        value(account, "id").ifPresent(node -> page.write(node, id));
        return this;
    }

    AccountBlock named(String displayName) {
        setting("display-name").ifPresent(node -> page.replace(node, displayName));
        return this;
    }

    private Optional<Node> setting(String name) {
        return value(account, "settings").flatMap(settings -> value(settings, name));
    }

    private static Optional<Node> value(Node node, String key) {
        return YamlText.pair(node, key).map(NodeTuple::getValueNode);
    }

    private static String variable(Node node, String otherwise) {
        var written = VARIABLE.matcher(YamlText.scalar(node));
        if (!written.matches()) {
            return otherwise;
        }
        return otherwise.isEmpty()
                ? "${%s}".formatted(written.group(1))
                : "${%s:%s}".formatted(written.group(1), otherwise);
    }
}
