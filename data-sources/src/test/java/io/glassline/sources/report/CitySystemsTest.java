package io.glassline.sources.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.Secret;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.QueueId;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Message;
import io.glassline.request.CityService;
import io.glassline.request.CityService.Asking;
import io.glassline.request.CityService.Attribute;
import io.glassline.request.CityService.RecordStatus;
import io.glassline.request.CityService.Texts;
import io.glassline.request.GivenPhoto;
import io.glassline.request.RequestSystem;
import io.glassline.request.RequestSystem.Format;
import io.glassline.request.RequestSystem.Limits;
import io.glassline.request.RequestSystem.Photos;
import io.glassline.request.RequestSystems.Handing;
import io.glassline.request.RequestSystems.Search;
import io.glassline.request.RequestSystems.Statuses;
import io.glassline.request.RequestSystems.TokenAnswer;
import io.glassline.routing.CityRequest;
import io.glassline.routing.Submission;
import io.glassline.simulator.open311.PublicWorksServer;
import io.glassline.simulator.provider.Answer;
import io.glassline.simulator.provider.HttpListener;
import io.glassline.simulator.provider.Request;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Systems that take requests, asked over HTTP: a stand-in that works as servers do, and answers as
/// servers have given them.
class CitySystemsTest {

    private static final Texts TITLE = new Texts(Locale.ENGLISH, Map.of("en", "Pothole"));
    private static final Duration CALL = Duration.ofSeconds(2);

    private final InstantSource clock = InstantSource.system();
    private final CitySystems systems = new CitySystems(clock);
    private final PublicWorksServer works = PublicWorksServer.start(clock, 1);
    private final List<Request> asked = new CopyOnWriteArrayList<>();
    private Function<Request, Answer> answering = Answer::noSuchPage;
    private final HttpListener other = new HttpListener("127.0.0.1", 0, request -> {
        asked.add(request);
        return answering.apply(request);
    });

    @AfterEach
    void close() {
        systems.close();
        works.close();
        other.close();
    }

    @ParameterizedTest
    @EnumSource
    void aReportIsGivenFoundAgainAndAskedFor(Format format) {
        var service = pothole(works.url(), format);
        var request = request("Deep & wide, <at> the school");
        var number = ((Handing.Numbered) systems.hand(service, request, Optional.empty())).number();

        var report = works.works().reports().getFirst();
        assertThat(report.description())
                .isEqualTo("Deep & wide, <at> the school [" + request.id().mark() + "]");
        assertThat(report.attributes()).containsEntry("SIZE", List.of("L"));
        assertThat(report.latitude()).startsWith("47.1");
        assertThat(systems.search(service, request.handedOver(clock.instant()), _ -> false))
                .isEqualTo(new Search.Found(number));
        assertThat(systems.search(service, request("another").handedOver(clock.instant()), _ -> false))
                .isEqualTo(new Search.NotThere());

        works.works().work(number, true, "Filled.");
        var told = (Statuses.Told) systems.statuses(service, List.of(number, "404"));
        assertThat(told.byNumber()).containsOnlyKeys(number);
        assertThat(told.byNumber().get(number).isClosed()).isTrue();
        assertThat(told.byNumber().get(number).notes()).isEqualTo("Filled.");
        assertThat(systems.open(service)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aFileGoesInTheSameCallByteForByte(Format format) throws IOException {
        var service = pothole(works.url(), format);
        var picture = picture();
        var handed = systems.hand(
                service,
                request("Deep & wide: él"),
                Optional.of(new GivenPhoto.File("photo.png", "image/png", picture)));

        assertThat(handed).isInstanceOf(Handing.Numbered.class);
        var report = works.works().reports().getFirst();
        assertThat(report.photo().bytes()).isEqualTo(picture);
        assertThat(report.photo().type()).isEqualTo("image/png");
        assertThat(report.description()).startsWith("Deep & wide: él [GL-");
        assertThat(report.attributes()).containsEntry("SIZE", List.of("L"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # at its address                | what comes of it                                | photo
          200 image/png a picture       | Numbered                                        | yes
          200 image/png no picture      | Rejected: status 400: media_url is no picture   | no
          200 text/html a picture       | Rejected: status 400: media_url is no picture   | no
          404 image/png a picture       | Rejected: status 400: media_url answered 404    | no
        """)
    void aPhotosAddressIsFetchedByTheServer(String there, String comes, String hasPhoto) throws IOException {
        var words = there.split(" ", 3);
        var body = words[2].equals("a picture") ? picture() : new byte[] {1, 2, 3};
        answering = _ -> new Answer.Reply(Integer.parseInt(words[0]), words[1], body, Map.of());
        var handed = systems.hand(
                pothole(works.url(), Format.XML),
                request("deep"),
                Optional.of(new GivenPhoto.Address(URI.create(url() + "/photo.png"))));

        assertThat(
                        handed instanceof Handing.Rejected(var because)
                                ? "Rejected: " + because
                                : handed.getClass().getSimpleName())
                .isEqualTo(comes);
        assertThat(works.works().reports().stream().map(report -> report.photo().bytes()))
                .containsExactlyElementsOf(hasPhoto.equals("yes") ? List.of(body) : List.of());
    }

    private static byte[] picture() throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "status-500,         0, InDoubt",
        "taken-then-500,     1, InDoubt",
        "taken-then-silent,  1, InDoubt",
        "taken-then-slow,    1, InDoubt",
        "no-answer-of-ours,  0, InDoubt",
        "double-answer,      1, Numbered",
        "token,              1, Token",
        "rejects,            0, Rejected"
    })
    void whatIsWrongWithAServerIsToldByWhatItMeansForASecondTry(String fault, int taken, String handing)
            throws Exception {
        begin("{\"kind\": \"%s\", \"slowMs\": 4000, \"tokenMs\": 60000}".formatted(fault));
        assertThat(systems.hand(pothole(works.url(), Format.JSON), request("deep"), Optional.empty())
                        .getClass()
                        .getSimpleName())
                .isEqualTo(handing);
        assertThat(works.works().reports()).hasSize(taken);
    }

    @Test
    void aTokenLeadsToItsNumberWhenThereIsOne() throws Exception {
        begin("{\"kind\": \"token\", \"tokenMs\": 400}");
        var service = pothole(works.url(), Format.XML);
        var token = (Handing.Token) systems.hand(service, request("deep"), Optional.empty());
        var request = withToken(token.token());

        assertThat(systems.number(service, request)).isInstanceOf(TokenAnswer.NotYet.class);
        Thread.sleep(500);
        assertThat(systems.number(service, request))
                .isEqualTo(new TokenAnswer.Number(
                        works.works().reports().getFirst().number()));
    }

    @Test
    void aServerThatTellsNoDescriptionsIsSearchedByThePlaceAndNotForOthersReports() throws Exception {
        begin("{\"kind\": \"no-descriptions\"}");
        var service = pothole(works.url(), Format.JSON);
        var request = request("deep").handedOver(clock.instant());
        var number = ((Handing.Numbered) systems.hand(service, request, Optional.empty())).number();

        assertThat(systems.search(service, request, _ -> false)).isEqualTo(new Search.Found(number));
        assertThat(systems.search(service, request, number::equals)).isEqualTo(new Search.NotThere());
    }

    @Test
    void whatIsNearIsTold() {
        var service = pothole(works.url(), Format.XML);
        systems.hand(service, request("deep"), Optional.empty());
        assertThat(systems.open(service)).singleElement().satisfies(report -> {
            assertThat(report.address()).isEqualTo("12 Elm Street");
            assertThat(report.count()).isEqualTo(1);
            assertThat(report.since()).isAfter(Instant.now().minusSeconds(60));
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200 | [{"service_request_id": 293944}]                                               | Numbered[number=293944]
            200 | {"service_requests": [{"service_request_id": "7"}]}                            | Numbered[number=7]
            200 | <service_requests><request><service_request_id>7</service_request_id></request></service_requests> | Numbered[number=7]
            201 | [{"token": "abc", "service_request_id": null}]                                 | Token[token=abc]
            200 | [{"service_notice": "thanks", "account_id": null}]                             | Untracked[]
            200 | []                                                                             | InDoubt[because=its answer names no report]
            200 | <html><body>Maintenance</body></html>                                          | InDoubt[because=its answer cannot be read]
            200 | <?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><service_requests><request><service_request_id>&e;</service_request_id></request></service_requests> | InDoubt[because=its answer cannot be read]
            200 | [{"code": 400, "description": "no place"}]                                     | Rejected[because=status 400: no place]
            400 | <errors><error><code>400</code><description>no place</description></error></errors> | Rejected[because=status 400: no place]
            400 | {"errors": [{"code": 400, "description": "no place"}]}                         | Rejected[because=status 400: no place]
            422 | {"error": {"message": "no place"}}                                             | Rejected[because=status 422: no place]
            403 | [{"code": 403, "description": "wrong api_key"}]                                | NotTaken[because=status 403: wrong api_key, patience=Optional[PT9S]]
            404 | [{"code": 404, "description": "no such service"}]                              | NotTaken[because=status 404: no such service, patience=Optional[PT9S]]
            429 | slowly                                                                         | NotTaken[because=status 429, patience=Optional[PT9S]]
            503 | later                                                                          | NotTaken[because=status 503, patience=Optional[PT9S]]
            502 | bad gateway                                                                    | InDoubt[because=status 502]
            """)
    void serversAnswerInManyForms(int status, String body, String handing) {
        answering = _ -> Answer.text(status, body).with("Retry-After", "9");
        assertThat(systems.hand(pothole(url(), Format.JSON), request("deep"), Optional.empty())
                        .toString())
                .isEqualTo(handing);
    }

    @Test
    void aServerThatIsNotThereHasNotTakenIt() {
        assertThat(systems.hand(pothole("http://127.0.0.1:1", Format.JSON), request("deep"), Optional.empty()))
                .isInstanceOf(Handing.NotTaken.class);
    }

    @Test
    void aPrivateAddressIsCalledOnlyWhereItIsSaid() {
        var inside = (RequestSystem.Open311) pothole(works.url(), Format.JSON).system();
        var outside = new RequestSystem.Open311(
                "works",
                inside.base(),
                false,
                inside.jurisdiction(),
                inside.apiKey(),
                inside.format(),
                inside.keyAttribute(),
                inside.photos(),
                inside.limits());
        assertThat(systems.hand(service(outside, report()), request("deep"), Optional.empty()))
                .isInstanceOfSatisfying(
                        Handing.NotTaken.class,
                        taken -> assertThat(taken.because()).contains("inside: yes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"batch", "blackbox"})
    void aServerThatListsLaterProvesNothingByWhatItDoesNotList(String type) {
        answering = request -> Answer.text(
                200,
                request.path().contains("/services")
                        ? "[{\"service_code\": \"POTHOLE\", \"type\": \"" + type + "\"}]"
                        : "[]");
        assertThat(systems.search(pothole(url(), Format.JSON), request("deep").handedOver(clock.instant()), _ -> false))
                .isInstanceOf(Search.CannotTell.class);
    }

    @Test
    void aDefinitionThatDoesNotFitIsToldWithWhatWould() {
        assertThat(systems.mismatches(pothole(works.url(), Format.XML))).isEmpty();
        var attributes = List.of(
                new Attribute("size", "SIZE", false, Map.of("small", "S", "huge", "XXL")),
                new Attribute("depth", "DEPTH", false, Map.of()));
        var system = pothole(works.url(), Format.XML).system();
        assertThat(systems.mismatches(service(system, new Asking.Report("POTHOLE", attributes))))
                .containsExactly(
                        "\"SIZE\" takes no \"XXL\"; it takes L, M, S",
                        "the system asks for no \"DEPTH\"; it asks for SIZE");
        assertThat(systems.mismatches(service(system, new Asking.Report("POTHOLES", List.of()))))
                .singleElement()
                .satisfies(says -> assertThat(says).contains("no service \"POTHOLES\"", "POTHOLE, STREETLIGHT"));
    }

    @Test
    void aRecordIsMadeUnderOneKeyHoweverOftenItIsTried() {
        var service = service(
                new RequestSystem.RecordsApi(
                        "desk", URI.create(url()), true, Map.of("X-Key", new Secret("s3cret")), limits()),
                new Asking.NewRecord(
                        "/tickets",
                        Map.of("subject", "Callback: {description}", "where", "{address}"),
                        "/ticket/id",
                        Optional.of(new RecordStatus(
                                "/tickets/{number}", "/state", Optional.of("/note"), List.of("done")))));
        var request = request("say \"hello\"");
        answering = post -> post.method().equals("POST")
                ? Answer.text(201, "{\"ticket\": {\"id\": 12}}")
                : Answer.text(200, "{\"state\": \"done\", \"note\": \"called\"}");

        assertThat(systems.hand(service, request, Optional.empty())).isEqualTo(new Handing.Numbered("12"));
        assertThat(systems.search(service, request, _ -> false)).isEqualTo(new Search.MayRepeat());
        systems.hand(service, request, Optional.empty());
        assertThat(asked).hasSize(2).allSatisfy(post -> {
            assertThat(post.header("Idempotency-Key")).contains(request.id().toString());
            assertThat(post.header("X-Key")).contains("s3cret");
            assertThat(post.json().path("subject").asText()).isEqualTo("Callback: say \"hello\"");
        });
        var told = (Statuses.Told) systems.statuses(service, List.of("12"));
        assertThat(told.byNumber().get("12").isClosed()).isTrue();
        assertThat(told.byNumber().get("12").notes()).isEqualTo("called");
    }

    private void begin(String fault) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(works.root() + "/faults"))
                            .POST(BodyPublishers.ofString(fault))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(201);
        }
    }

    private String url() {
        return "http://127.0.0.1:" + other.port();
    }

    private static Limits limits() {
        return new Limits(CALL, Duration.ofMinutes(1), Duration.ofSeconds(5));
    }

    private static CityService pothole(String url, Format format) {
        return service(
                new RequestSystem.Open311(
                        "works",
                        URI.create(url),
                        true,
                        Optional.of("alderbay.example"),
                        Optional.of(new Secret("key")),
                        format,
                        Optional.empty(),
                        Photos.NONE,
                        limits()),
                report());
    }

    private static Asking.Report report() {
        return new Asking.Report(
                "POTHOLE", List.of(new Attribute("size", "SIZE", false, Map.of("large", "L", "small", "S"))));
    }

    private static CityService service(RequestSystem system, Asking asking) {
        return new CityService("pothole", TITLE, system, asking, new QueueId("roads"), 100, false, Map.of(), Map.of());
    }

    private static CityRequest request(String description) {
        var values = new HashMap<>(Map.of(
                CityRequest.DESCRIPTION,
                description,
                CityRequest.ADDRESS,
                "12 Elm Street",
                CityRequest.LATITUDE,
                "47.1",
                CityRequest.LONGITUDE,
                "-122.1",
                "size",
                "large"));
        var lane = new Lane("city-sms", new Address(new ChannelKind("sms"), "+15550199"));
        var conversation = Conversation.open(
                new Conversation.Id(UUID.randomUUID()), UUID.randomUUID(), lane, Locale.ENGLISH, Instant.now());
        return CityRequest.asked(
                new Message.Id(UUID.randomUUID()), 0, conversation, new Submission("pothole", values), Instant.now());
    }

    private static CityRequest withToken(String token) {
        var asked = request("deep");
        return new CityRequest(
                asked.id(),
                asked.conversation(),
                asked.lane(),
                asked.language(),
                asked.service(),
                asked.values(),
                asked.askedAt(),
                CityRequest.Phase.TOKEN,
                Optional.of(token),
                Optional.empty(),
                "",
                "",
                Optional.empty(),
                0,
                Optional.empty());
    }
}
