package io.glassline.declared.send;

import io.glassline.declared.expression.Expr;
import io.glassline.declared.expression.Variables;
import io.glassline.declared.expression.Words;
import io.glassline.declared.proof.ProofReader;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlTree;
import io.glassline.router.yaml.YamlValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Reads a request of a channel file.
final class RequestReader {

    private static final List<String> METHODS = List.of("POST", "PUT", "GET");

    private final List<String> addresses;
    private final ProofReader proofs;

    /// @param addresses where requests may go, without a slash at the end
    /// @param secrets the names of the secrets that an account of this channel has
    RequestReader(List<String> addresses, Set<String> secrets) {
        this.addresses = List.copyOf(addresses);
        this.proofs = new ProofReader(secrets);
    }

    Optional<RequestTemplate> read(YamlBlock block) {
        var when = block.optional("when").flatMap(value -> Expr.of(value, Variables.SEND));
        var method =
                block.has("method") ? block.oneOf("method", METHODS, "a method").orElse("POST") : "POST";
        var url = block.required("url");
        var address = url.flatMap(this::address);
        var words = url.flatMap(value -> Words.of(value, Variables.SEND));
        var headers = headers(block);
        var json = block.tree("json");
        var form = block.tree("form");
        if (json.isPresent() && form.isPresent()) {
            block.wrong("form", "a request has either json or form");
        }
        form.filter(tree -> !(tree instanceof YamlTree.Branch))
                .ifPresent(_ -> block.wrong("form", "a form is keys with values"));
        var signature = block.optionalBlock("sign").flatMap(proofs::read);
        block.end();
        if (address.isEmpty() || words.isEmpty()) {
            return Optional.empty();
        }
        var bodyForm = json.isPresent()
                ? RequestTemplate.BodyForm.JSON
                : form.isPresent() ? RequestTemplate.BodyForm.FORM : RequestTemplate.BodyForm.NONE;
        var body = json.or(() -> form).map(Template::of).orElse(new Template.Literal(""));
        return Optional.of(
                new RequestTemplate(when, method, address.get(), words.get(), headers, bodyForm, body, signature));
    }

    private Optional<String> address(YamlValue url) {
        var found = addresses.stream()
                .filter(address -> url.text().startsWith(address + "/"))
                .findFirst();
        if (found.isEmpty()) {
            url.wrong("a request goes to one of the addresses of this file, word for word; they are: "
                    + String.join(", ", addresses));
        }
        return found;
    }

    private static SequencedMap<String, Template> headers(YamlBlock block) {
        var headers = new LinkedHashMap<String, Template>();
        block.optionalBlock("headers").ifPresent(found -> {
            for (var name : found.names()) {
                if (!name.matches("[A-Za-z][A-Za-z0-9-]{0,60}")) {
                    found.wrong(name, "\"%s\" is no name of a header".formatted(name));
                }
                found.tree(name).ifPresent(tree -> {
                    if (tree instanceof YamlTree.Leaf) {
                        headers.put(name, Template.of(tree));
                    } else {
                        found.wrong(name, "this must be a single value");
                    }
                });
            }
        });
        return headers;
    }
}
