package io.networkanalytics.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.rules.language.Expression.Or;
import io.networkanalytics.rules.language.ExpressionException;
import io.networkanalytics.rules.language.Parser;
import org.junit.jupiter.api.Test;

class ParserLimitsTest {

    @Test
    void nestingIsBounded() throws ExpressionException {
        String most = "(".repeat(128) + "tcp" + ")".repeat(128);
        RuleExpression.compile(most);
        ExpressionException e = refused("(" + most + ")");
        assertEquals(129, e.column());
        assertTrue(e.getMessage().contains("at most 128 nested"), e::getMessage);
        RuleExpression.compile("not ".repeat(128) + "tcp");
        assertEquals(128 * 4 + 1, refused("not ".repeat(129) + "tcp").column());
        RuleExpression.compile("(not ".repeat(64) + "tcp" + ")".repeat(64));
        refused("(not ".repeat(65) + "tcp" + ")".repeat(65));
    }

    @Test
    void nestingCountsWhatIsOpen() throws ExpressionException {
        RuleExpression.compile("(tcp) or ".repeat(400) + "(tcp)");
    }

    @Test
    void aLongChainIsFlat() throws ExpressionException {
        String chain = "tcp or ".repeat(580) + "tcp";
        Or or = (Or) RuleExpression.compile(chain).expression();
        assertEquals(581, or.operands().size());
    }

    @Test
    void lengthIsBounded() throws ExpressionException {
        RuleExpression.compile("tcp" + " ".repeat(Parser.MAX_LENGTH - 3));
        ExpressionException e = refused("tcp" + " ".repeat(Parser.MAX_LENGTH - 2));
        assertEquals(Parser.MAX_LENGTH + 1, e.column());
        assertTrue(e.getMessage().contains("at most 4096 characters"), e::getMessage);
    }

    private static ExpressionException refused(String expression) {
        return assertThrows(ExpressionException.class, () -> RuleExpression.compile(expression));
    }
}
