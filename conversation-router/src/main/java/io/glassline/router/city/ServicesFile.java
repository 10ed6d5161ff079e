package io.glassline.router.city;

import io.glassline.config.Problem;
import io.glassline.conversation.QueueId;
import io.glassline.request.CityService;
import io.glassline.request.CityService.Asking;
import io.glassline.request.CityService.Attribute;
import io.glassline.request.CityService.RecordStatus;
import io.glassline.request.CityService.Texts;
import io.glassline.request.RequestSystem;
import io.glassline.router.city.ServiceDefinitions.Defined;
import io.glassline.router.words.LocalText;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlFile;
import io.glassline.router.yaml.YamlValue;
import io.glassline.routing.CityRequest;
import io.glassline.routing.RequestPhoto.Fate;
import io.glassline.routing.RequestStep.Notice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// `services.yml`: what citizens can ask the city's systems for, and what they are told of it. A
/// city without one has no such forms.
final class ServicesFile {

    static final String NAME = "services.yml";

    private static final String NAMES = "[a-z][a-z0-9_-]*";
    private static final int NEARBY_METRES = 100;
    private static final int NEARBY_METRES_MAX = 2_000;

    /// What every service has, beside its own attributes.
    static final Set<String> COMMON = Set.of(
            CityRequest.ADDRESS,
            CityRequest.LATITUDE,
            CityRequest.LONGITUDE,
            CityRequest.DESCRIPTION,
            CityRequest.PHOTO,
            CityRequest.JOIN);

    private final Path folder;
    private final List<Problem> problems;
    private final Function<String, Optional<String>> environment;

    ServicesFile(Path folder, List<Problem> problems, Function<String, Optional<String>> environment) {
        this.folder = folder;
        this.problems = problems;
        this.environment = environment;
    }

    ServiceDefinitions read(List<Locale> languages, Collection<String> queues) {
        if (!Files.exists(folder.resolve(NAME))) {
            return ServiceDefinitions.NONE;
        }
        var services = new LinkedHashMap<String, Defined>();
        var isServed = new boolean[1];
        YamlFile.read(folder, NAME, problems).ifPresent(page -> {
            isServed[0] = page.isYes("serve");
            var systems = new SystemBlocks(environment).read(page);
            page.block("services").ifPresent(named -> {
                for (var name : named.names()) {
                    if (!name.matches(NAMES)) {
                        named.wrong(
                                name,
                                "\"%s\" is not a name; use small letters, digits, hyphens and underscores"
                                        .formatted(name));
                    }
                    named.block(name)
                            .flatMap(block -> service(name, block, systems, languages, queues))
                            .ifPresent(service -> services.put(name, new Defined(service, named.place(name))));
                }
            });
            page.end();
        });
        return new ServiceDefinitions(services, isServed[0]);
    }

    private static Optional<CityService> service(
            String name,
            YamlBlock block,
            Map<String, Optional<RequestSystem>> systems,
            List<Locale> languages,
            Collection<String> queues) {
        var title = block.localText("title", languages, List.of(), List.of());
        var system = block.oneOf("system", systems.keySet(), "a system of this file")
                .flatMap(named -> systems.getOrDefault(named, Optional.empty()));
        var queue = block.oneOf("queue", queues, "a queue");
        boolean isRecord =
                system.map(RequestSystem.RecordsApi.class::isInstance).orElseGet(() -> block.has("post"));
        var asking = isRecord ? record(block) : report(block);
        var near = block.number("nearby-metres", 1, NEARBY_METRES_MAX, NEARBY_METRES);
        var isPublic = block.isYes("public-description");
        var photoTexts = new EnumMap<Fate, Texts>(Fate.class);
        var texts = texts(block, languages, photoTexts);
        block.end();
        return title.flatMap(words -> system.flatMap(to -> queue.map(of ->
                new CityService(name, texts(words), to, asking, new QueueId(of), near, isPublic, texts, photoTexts))));
    }

    private static Map<Notice, Texts> texts(YamlBlock service, List<Locale> languages, Map<Fate, Texts> photoTexts) {
        var texts = new EnumMap<Notice, Texts>(Notice.class);
        service.optionalBlock("texts").ifPresent(block -> {
            for (var notice : Notice.values()) {
                block.optionalLocalText(notice.word(), languages, places(notice))
                        .ifPresent(text -> texts.put(notice, texts(text)));
            }
            for (var fate : Fate.values()) {
                block.optionalLocalText("photo-" + fate.word(), languages, List.of())
                        .ifPresent(text -> photoTexts.put(fate, texts(text)));
            }
            block.end();
        });
        return texts;
    }

    /// What a notice is sure to have a value for.
    private static List<String> places(Notice notice) {
        return switch (notice) {
            case ACCEPTED -> List.of("number");
            case CHANGED, CLOSED -> List.of("number", "status", "notes");
            case FAILED -> List.of();
        };
    }

    private static Texts texts(LocalText text) {
        return new Texts(text.first(), text.byLanguage());
    }

    // Open311

    private static Asking report(YamlBlock block) {
        for (var key : List.of("post", "body", "number", "status")) {
            if (block.has(key)) {
                block.wrong(key, "this is for a system of kind http; a system of kind open311 is asked with code");
            }
        }
        var code = block.text("code");
        var attributes = new ArrayList<Attribute>();
        var codes = new HashSet<String>();
        block.optionalBlock("attributes").ifPresent(named -> {
            for (var name : named.names()) {
                if (!name.matches(NAMES) || COMMON.contains(name)) {
                    named.wrong(
                            name,
                            COMMON.contains(name)
                                    ? "\"%s\" is what every service has".formatted(name)
                                    : "\"%s\" is not a name; use small letters, digits, hyphens and underscores"
                                            .formatted(name));
                }
                named.block(name).ifPresent(attribute -> attributes.add(attribute(name, attribute, codes)));
            }
        });
        return new Asking.Report(code, attributes);
    }

    private static Attribute attribute(String name, YamlBlock block, Set<String> codes) {
        var code = block.required("code");
        code.filter(value -> !codes.add(value.text()))
                .ifPresent(value -> value.wrong("\"%s\" is here twice".formatted(value.text())));
        var isRequired = block.isYes("required");
        var values = new LinkedHashMap<String, String>();
        if (block.has("values") && block.isList("values")) {
            block.list("values").forEach(value -> values.put(value.text(), value.text()));
        } else {
            block.optionalBlock("values").ifPresent(named -> {
                for (var ours : named.names()) {
                    named.required(ours).ifPresent(theirs -> values.put(ours, theirs.text()));
                }
            });
        }
        block.end();
        return new Attribute(name, code.map(YamlValue::text).orElse(""), isRequired, values);
    }

    // APIs that make records

    private static Asking record(YamlBlock block) {
        for (var key : List.of("code", "attributes")) {
            if (block.has(key)) {
                block.wrong(key, "this is for a system of kind open311; a system of kind http is asked with post");
            }
        }
        var path = block.required("post");
        path.filter(value -> !value.text().startsWith("/")).ifPresent(value -> value.wrong("a path begins with /"));
        var body = new LinkedHashMap<String, String>();
        block.block("body").ifPresent(named -> {
            for (var field : named.names()) {
                named.required(field).ifPresent(value -> body.put(field, value.text()));
                if (body.getOrDefault(field, "").contains("{" + CityRequest.PHOTO + "}")) {
                    named.wrong(field, "a photo is given to systems of kind open311 only");
                }
            }
        });
        var number = block.required("number").map(ServicesFile::pointer).orElse("");
        var status = block.optionalBlock("status").map(ServicesFile::status);
        return new Asking.NewRecord(path.map(YamlValue::text).orElse("/"), body, number, status);
    }

    private static RecordStatus status(YamlBlock block) {
        var path = block.required("get");
        path.filter(value -> !value.text().startsWith("/") || !value.text().contains("{number}"))
                .ifPresent(value -> value.wrong("this is not a path with {number}, as in /requests/{number}"));
        var state = block.required("state").map(ServicesFile::pointer).orElse("");
        var notes = block.optional("notes").map(ServicesFile::pointer);
        var closed = block.list("closed").stream().map(YamlValue::text).toList();
        block.end();
        return new RecordStatus(path.map(YamlValue::text).orElse("/"), state, notes, closed);
    }

    private static String pointer(YamlValue value) {
        if (!value.text().startsWith("/")) {
            value.wrong("a JSON pointer begins with /, as in /number");
        }
        return value.text();
    }
}
