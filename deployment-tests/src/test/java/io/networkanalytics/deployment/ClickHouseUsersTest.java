package io.networkanalytics.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Users, grants and limits are the same in the local stack, in Compose and on Kubernetes. */
@Tag("deployment")
class ClickHouseUsersTest {

    private static final String LOCAL_STACK =
            "local-stack/src/main/resources/io/networkanalytics/stack/clickhouse-config.xml";
    private static final List<String> USERS = List.of("writer", "reader", "migrator");

    @Test
    void composeGrantsWhatTheLocalStackGrants() throws Exception {
        assertEquals(
                xmlUsers(document(LOCAL_STACK)), xmlUsers(document("docker/clickhouse/users.xml")));
    }

    @Test
    void kubernetesGrantsWhatComposeGrants() throws Exception {
        assertEquals(xmlUsers(document("docker/clickhouse/users.xml")), manifestUsers());
    }

    @Test
    void noPasswordStandsInAFile() throws Exception {
        Document users = document("docker/clickhouse/users.xml");
        for (String user : USERS) {
            Element password =
                    child(child(child(users.getDocumentElement(), "users"), user), "password");
            assertEquals(
                    "CLICKHOUSE_" + user.toUpperCase(Locale.ROOT) + "_PASSWORD",
                    password.getAttribute("from_env"));
            assertEquals("", password.getTextContent());
            JsonNode secret =
                    installation().at("/spec/configuration/users").path(user + "/password");
            assertEquals(
                    user, secret.at("/valueFrom/secretKeyRef/key").asText(), "key of the Secret");
        }
        assertTrue(
                child(child(users.getDocumentElement(), "users"), "default").hasAttribute("remove"),
                "the user who needs no password");
    }

    /** Everything about the users but passwords and networks, as path and value. */
    private static Map<String, String> xmlUsers(Document config) {
        Map<String, String> values = new TreeMap<>();
        Element root = config.getDocumentElement();
        for (String user : USERS) {
            Element element = child(child(root, "users"), user);
            values.put(user + "/profile", child(element, "profile").getTextContent());
            values.put(user + "/quota", child(element, "quota").getTextContent());
            values.put(user + "/grants/query", String.join("; ", grants(element)));
        }
        flatten("reader", child(child(root, "profiles"), "reader"), values);
        return values;
    }

    private static Map<String, String> manifestUsers() {
        Map<String, String> values = new TreeMap<>();
        JsonNode configuration = installation().at("/spec/configuration");
        for (Map.Entry<String, JsonNode> entry : configuration.get("users").properties()) {
            String[] path = entry.getKey().split("/", -1);
            assertTrue(USERS.contains(path[0]), entry.getKey());
            if (!path[1].equals("password") && !path[1].equals("networks")) {
                values.put(
                        entry.getKey(),
                        entry.getValue().isArray()
                                ? String.join(
                                        "; ",
                                        entry.getValue()
                                                .valueStream()
                                                .map(JsonNode::asText)
                                                .toList())
                                : entry.getValue().asText());
            }
        }
        configuration
                .get("profiles")
                .properties()
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().asText()));
        return values;
    }

    private static List<String> grants(Element user) {
        List<String> grants = new ArrayList<>();
        for (Element query : children(child(user, "grants"))) {
            grants.add(query.getTextContent().replace("@DATABASE@", "network_analytics"));
        }
        return grants;
    }

    private static void flatten(String path, Element element, Map<String, String> values) {
        List<Element> children = children(element);
        if (children.isEmpty()) {
            values.put(path, element.getTextContent());
        }
        for (Element child : children) {
            flatten(path + "/" + child.getTagName(), child, values);
        }
    }

    private static Element child(Element parent, String name) {
        return children(parent).stream()
                .filter(child -> child.getTagName().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError(parent.getTagName() + " has no element " + name));
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    private static JsonNode installation() {
        return Manifests.one(Manifests.base(), "ClickHouseInstallation");
    }

    private static Document document(String relative)
            throws ParserConfigurationException, IOException, SAXException {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Repository.path(relative).toFile());
    }
}
