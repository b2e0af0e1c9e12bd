package io.github.stampedestomp.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** What the API says about itself, as a reader of OpenAPI understands it. */
final class ApiDescription {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "patch", "head", "options", "trace");
    /** Schemas stand in each other's company, as they do in the document. */
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDialect(Dialect.builder(Dialects.getDraft202012())
            .keyword(new NonValidationKeyword("components"))
            .build());

    /**
     * Something that the API can do.
     *
     * @param method in capitals
     * @param path with its variables
     * @param json all that is said about it
     */
    record Described(String method, String path, JsonNode json) {
        String id() {
            return json.path("operationId").asText();
        }

        /** Whether a call is one of it. What the API lets follow a path without variables is no part of the path. */
        boolean isAt(String calledMethod, String calledPath) {
            String name = calledPath.split("/", -1)[1];
            boolean hasRest = calledPath.length() > name.length() + 2;
            boolean mayHaveRest = path.contains("{")
                    ? hasRest
                    : !hasRest || Set.of("send", "presence").contains(name);
            return method.equals(calledMethod.equals("HEAD") ? "GET" : calledMethod)
                    && path.split("/", -1)[1].equals(name)
                    && mayHaveRest;
        }
    }

    private final JsonNode document;

    ApiDescription(JsonNode document) {
        this.document = document;
    }

    static ApiDescription of(int port, String prefix) {
        try (SockJsClient client = new SockJsClient(port)) {
            return new ApiDescription(
                    Json.read(client.get(prefix + "/openapi.json").answer().text()));
        }
    }

    List<Described> operations() {
        List<Described> found = new ArrayList<>();
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(each -> METHODS.contains(each.getKey()))
                .forEach(each -> found.add(
                        new Described(each.getKey().toUpperCase(Locale.ROOT), path.getKey(), each.getValue()))));
        return found;
    }

    /** {@return each operation with each of its statuses, such as "getUser 404"} */
    Set<String> statuses() {
        Set<String> all = new TreeSet<>();
        operations().forEach(operation -> operation
                .json()
                .path("responses")
                .fieldNames()
                .forEachRemaining(status -> all.add(operation.id() + " " + status)));
        return all;
    }

    /** Holds an answer against what is said about it. {@return the operation's id and the status} */
    String check(String method, String path, Answer answer) {
        String status = answer.status().substring(0, 3);
        Described operation = operations().stream()
                .filter(each -> each.isAt(method, path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not described: " + method + " " + path));
        JsonNode response = resolved(operation.json().path("responses").path(status));
        if (response.isMissingNode()) {
            throw new AssertionError(operation.id() + " is not said to have the status " + status + ": " + answer);
        }
        JsonNode content = response.path("content");
        if (content.isMissingNode()) {
            require(answer.body().isEmpty(), operation.id() + " has a body that is not described: " + answer);
        } else if (!method.equals("HEAD")) {
            checkBody(operation, content, answer);
        }
        return operation.id() + " " + status;
    }

    private void checkBody(Described operation, JsonNode content, Answer answer) {
        String type = Objects.requireNonNull(answer.header("Content-Type"), "Content-Type");
        JsonNode described = content.has(type) ? content.path(type) : content.path("*/*");
        require(!described.isMissingNode(), operation.id() + " is not said to answer with " + type);
        if (type.endsWith("json")) {
            List<Error> faults = faults(described.path("schema"), Json.read(answer.text()));
            require(faults.isEmpty(), operation.id() + " answers with what is not described: " + faults + answer);
        }
    }

    /** {@return what of a value is not as a schema of the document says} */
    List<Error> faults(JsonNode schema, JsonNode value) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.set("components", document.path("components"));
        whole.putArray("allOf").add(schema);
        return SCHEMAS.getSchema(whole).validate(value);
    }

    /** {@return what a reference stands for, which must be there} */
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static void require(boolean isSo, String otherwise) {
        if (!isSo) {
            throw new AssertionError(otherwise);
        }
    }
}
