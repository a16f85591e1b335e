package dev.ipsecsites.lab.cma;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the API is and how it is spoken to (cato-api.md §1.1, §1.2). */
class HttpFormTest {
    private static final String QUERY = "{\"query\":\"{ __typename }\"}";

    private CmaSimulator simulator;

    @BeforeEach
    void start() throws IOException {
        simulator = CmaCaller.simulator().build().start();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource({"GET, 2foo", "POST, 2foo", "POST, 2/", "POST, 2/more", "POST, 2%2f"})
    void nothingIsAtAnyOtherPath(String method, String end) throws Exception {
        String path = simulator.endpoint().toString().replaceFirst("2$", end);
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    request(URI.create(path))
                            .header("Content-Type", "application/json")
                            .method(method, BodyPublishers.ofString(QUERY))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, 200",
        "Application/JSON; charset=UTF-8, 200",
        "text/plain, 400",
        "application/x-www-form-urlencoded, 400",
        "application/graphql, 400",
        "application/json5, 400",
        ", 400"
    })
    void aRequestIsJsonAndSaysSo(@Nullable String contentType, int status) throws Exception {
        HttpRequest.Builder request = request(simulator.endpoint());
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    http.send(request.POST(BodyPublishers.ofString(QUERY)).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body()).contains(status == 200 ? "Query" : "transport not supported");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip|true",
                "deflate, GZIP;q=0.5|true",
                "gzip;q=0|false",
                "gzip; q=0.000, identity|false",
                "identity|false",
                "xgzip|false"
            })
    void gzipIsUsedWhereItIsWelcome(String accepted, boolean gzip) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<Void> answer = http.send(
                    request(simulator.endpoint())
                            .header("Content-Type", "application/json")
                            .header("Accept-Encoding", accepted)
                            .POST(BodyPublishers.ofString(QUERY))
                            .build(),
                    BodyHandlers.discarding());
            assertThat(answer.headers().firstValue("Content-Encoding").isPresent())
                    .isEqualTo(gzip);
        }
    }

    private static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).header("X-API-KEY", CmaCaller.EDIT_KEY);
    }
}
