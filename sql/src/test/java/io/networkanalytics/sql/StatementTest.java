package io.networkanalytics.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatementTest {
    @Test
    void splitsAtSemicolonsAndKnowsTheLines() {
        assertEquals(
                List.of(
                        new Statement(2, "CREATE TABLE a\n(x Int8)"),
                        new Statement(5, "DROP TABLE b")),
                Statement.split("-- what it is\nCREATE TABLE a\n(x Int8);\n\nDROP TABLE b;\n"));
    }

    @Test
    void lastStatementNeedsNoSemicolon() {
        assertEquals(List.of(new Statement(1, "SELECT 1")), Statement.split("SELECT 1 -- one\n"));
    }

    @Test
    void semicolonInACommentDoesNotSplit() {
        assertEquals(
                List.of(new Statement(1, "SELECT 1, -- first;\n /* second; */ 2")),
                Statement.split("SELECT 1, -- first;\n /* second; */ 2;"));
    }

    @Test
    void semicolonInQuotesDoesNotSplit() {
        String sql = "SELECT 'a;\\';', 'it''s;', `b;`, \"c;\"";
        assertEquals(List.of(new Statement(1, sql)), Statement.split(sql + ";"));
    }

    @Test
    void commentMarkInQuotesIsNoComment() {
        assertEquals(
                List.of(new Statement(1, "SELECT '--'"), new Statement(1, "SELECT 2")),
                Statement.split("SELECT '--'; SELECT 2;"));
    }

    @Test
    void commentsAndEmptyPartsAreNoStatements() {
        assertEquals(List.of(), Statement.split("-- nothing;\n;\n  ;/* here */"));
    }

    @Test
    void longTextsDoNotExhaustTheStack() {
        String literal = "'" + "a\\'".repeat(200_000) + "'";
        assertEquals(List.of(new Statement(1, literal)), Statement.split(literal + ";"));
    }
}
