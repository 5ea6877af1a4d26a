package io.networkanalytics.model.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.model.Site;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SiteCodecTest {

    private static final Site AMSTERDAM =
            new Site("Amsterdam 1", "Amsterdam", "eu-west", "NL", "u173z");

    @Test
    void readsAnObjectAndAnArrayAlike() throws MalformedRecordException {
        String site =
                "\"name\": \"Amsterdam 1\", \"city\": \"Amsterdam\", \"region\": \"eu-west\","
                        + " \"country\": \"NL\", \"geohash\": \"u173z\"";
        Map<String, Site> expected = Map.of("ams01", AMSTERDAM, "lab", Site.UNKNOWN);

        assertEquals(expected, SiteCodec.decode("{\"ams01\": {" + site + "}, \"lab\": {}}"));
        assertEquals(
                expected,
                SiteCodec.decode("[{\"colo\": \"ams01\", " + site + "}, {\"colo\": \"lab\"}]"));
        assertEquals(Map.of(), SiteCodec.decode("{}"));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceWithItsKey() {
        String problems =
                problems(
                        "{\"a\": {\"contry\": \"NL\"}, \"b\": {\"country\": \"nl\", \"geohash\":"
                                + " \"aeiou\"}, \"c\": 7, \"d\": {\"name\": 7}, \"\": {},"
                                + " \"e\": {\"colo\": \"e\"}, \"f\": {\"city\": \""
                                + "x".repeat(201)
                                + "\"}}");

        assertEquals(
                List.of(
                        "a.contry: no such key; known are [city, country, geohash, name, region]",
                        "b.country: 'nl' must be two upper-case letters (ISO 3166-1 alpha-2)",
                        "b.geohash: 'aeiou' must be 1 to 12 characters of 0-9 and b-z without i, l,"
                                + " o",
                        "c: must be an object",
                        "d.name: must be text, is 7",
                        ".colo: must be the code of the site, as in the samples",
                        "e.colo: no such key; known are [city, country, geohash, name, region]",
                        "f.city: has 201 characters, at most 200"),
                problems.lines().toList());
    }

    @Test
    void aSiteThatStandsTwiceIsRefused() {
        assertEquals(
                "[1].colo: 'a' stands twice", problems("[{\"colo\": \"a\"}, {\"colo\": \"a\"}]"));
        assertTrue(problems("{\"a\": {}, \"a\": {}}").contains("Duplicate"));
    }

    @Test
    void whatIsNoListOfSitesIsRefused() {
        assertEquals("[0].colo: must be the code of the site, as in the samples", problems("[{}]"));
        assertEquals("must be an object of sites by code, or an array of sites", problems("7"));
        assertEquals("must be an object of sites by code, or an array of sites", problems(""));
        assertTrue(problems("{\n\"a\": {,}}").startsWith("is no JSON: "));
        assertTrue(problems("{\n\"a\": {,}}").contains(" at line 2, column "));
        assertTrue(problems("{} {}").startsWith("is no JSON: "));
    }

    private static String problems(String json) {
        return assertThrows(MalformedRecordException.class, () -> SiteCodec.decode(json))
                .getMessage();
    }
}
