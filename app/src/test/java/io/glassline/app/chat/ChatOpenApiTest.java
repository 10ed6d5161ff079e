package io.glassline.app.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Options;
import io.micronaut.http.annotation.Post;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChatOpenApiTest {

    @Test
    void everyRouteIsDescribedAndEveryDescriptionHasARoute() throws IOException {
        var described = new ArrayList<String>();
        document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

        assertThat(Stream.of(ChatController.class, ChatPageController.class).flatMap(ChatOpenApiTest::routes))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(described);
    }

    private static JsonNode document() throws IOException {
        try (var in = ChatOpenApiTest.class.getResourceAsStream("/chat/openapi.yml")) {
            return new ObjectMapper(new YAMLFactory()).readTree(in);
        }
    }

    private static Stream<String> routes(Class<?> controller) {
        var root = controller.getAnnotation(Controller.class).value();
        return Arrays.stream(controller.getDeclaredMethods())
                .flatMap(method -> Stream.of(
                                routes(
                                        method,
                                        Get.class,
                                        "GET ",
                                        get -> get.uri().equals("/") ? get.value() : get.uri()),
                                routes(method, Post.class, "POST ", Post::value),
                                routes(method, Options.class, "OPTIONS ", Options::value))
                        .flatMap(List::stream))
                .map(route -> route.replace(" ", " " + root).replaceFirst("/$", ""));
    }

    private static <A extends Annotation> List<String> routes(
            Method method, Class<A> kind, String verb, Function<A, String> path) {
        return Arrays.stream(method.getAnnotationsByType(kind))
                .map(annotation -> verb + path.apply(annotation))
                .toList();
    }
}
