package io.networkanalytics.rules.language;

import java.math.BigInteger;

/** Reads literals. Which kind a word is says the field that it is compared with. */
final class Literals {

    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private final String source;

    Literals(String source) {
        this.source = source;
    }

    long number(Token token) throws ExpressionException {
        if (token.kind() != Token.Kind.WORD) {
            throw at(token, "a number");
        }
        return number(token, token.text());
    }

    NumberRange numbers(Token token) throws ExpressionException {
        int dots = token.kind() == Token.Kind.WORD ? token.text().indexOf("..") : -1;
        if (dots < 0) {
            long number = number(token);
            return new NumberRange(number, number);
        }
        long first = number(token, token.text().substring(0, dots));
        long last = number(token, token.text().substring(dots + 2));
        if (first > last) {
            throw at(token, "a range that does not end before it begins");
        }
        return new NumberRange(first, last);
    }

    Address address(Token token) throws ExpressionException {
        String text = token.kind() == Token.Kind.WORD ? token.text() : "";
        Address address = AddressText.parse(text);
        if (address == null) {
            boolean set = text.indexOf('/') >= 0 || text.contains("..");
            throw at(
                    token,
                    set
                            ? "one address; prefixes and ranges are compared with in {...}"
                            : "an IPv4 or IPv6 address");
        }
        return address;
    }

    AddressRange addresses(Token token) throws ExpressionException {
        String text = token.kind() == Token.Kind.WORD ? token.text() : "";
        int slash = text.indexOf('/');
        if (slash >= 0) {
            return prefix(token, text, slash);
        }
        int dots = text.indexOf("..");
        Address first = AddressText.parse(dots < 0 ? text : text.substring(0, dots));
        Address last = dots < 0 ? first : AddressText.parse(text.substring(dots + 2));
        if (first == null || last == null) {
            throw at(token, "an address, a prefix or a range of addresses");
        }
        if (first.isV4() != last.isV4()) {
            throw at(token, "a range within one address family");
        }
        if (first.compareTo(last) > 0) {
            throw at(token, "a range that does not end before it begins");
        }
        return new AddressRange(first, last);
    }

    private AddressRange prefix(Token token, String text, int slash) throws ExpressionException {
        Address first = AddressText.parse(text.substring(0, slash));
        if (first == null) {
            throw at(token, "an address before the slash");
        }
        boolean v4 = text.indexOf(':') < 0;
        int most = v4 ? 32 : 128;
        String digits = text.substring(slash + 1);
        int length = digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) : -1;
        if (length < 0 || length > most) {
            throw at(token, "a prefix length from 0 to " + most);
        }
        int bits = v4 ? length + 96 : length;
        long highHost = bits >= 64 ? 0 : -1L >>> bits;
        long lowHost = bits >= 128 ? 0 : bits <= 64 ? -1L : -1L >>> (bits - 64);
        if ((first.high() & highHost) != 0 || (first.low() & lowHost) != 0) {
            Address network = new Address(first.high() & ~highHost, first.low() & ~lowHost);
            throw at(
                    token,
                    "host bits that are zero: the prefix of this address is "
                            + network
                            + "/"
                            + length);
        }
        Address last = new Address(first.high() | highHost, first.low() | lowHost);
        if (first.isV4() != last.isV4()) {
            throw at(token, "a prefix within one address family; write IPv4 as 10.0.0.0/8");
        }
        return new AddressRange(first, last);
    }

    /** Text: a string, or bytes such as 01:02:03. */
    String text(Token token) throws ExpressionException {
        return switch (token.kind()) {
            case RAW -> token.text();
            case QUOTED -> StringEscapes.decode(source, token);
            case WORD -> StringEscapes.bytes(source, token);
            case SYMBOL, END -> throw at(token, "a string");
        };
    }

    /** A regular expression: in quotes only \" is an escape of ours. */
    String pattern(Token token) throws ExpressionException {
        return switch (token.kind()) {
            case RAW -> token.text();
            case QUOTED -> StringEscapes.unquote(token.text());
            case WORD, SYMBOL, END -> throw at(token, "a regular expression as a string");
        };
    }

    private long number(Token token, String text) throws ExpressionException {
        boolean hex = text.startsWith("0x");
        boolean octal = !hex && text.length() > 1 && text.charAt(0) == '0';
        String form = hex ? "0x[0-9a-fA-F]+" : octal ? "0[0-7]+" : "-?[0-9]+";
        if (!text.matches(form)) {
            throw at(
                    token,
                    octal && text.matches("[0-9]+")
                            ? "octal digits, as the number begins with 0"
                            : "a number: decimal, 0x hexadecimal or, beginning with 0, octal");
        }
        BigInteger value =
                hex ? new BigInteger(text.substring(2), 16) : new BigInteger(text, octal ? 8 : 10);
        // The least one stands for "missing".
        if (value.compareTo(LEAST) <= 0 || value.compareTo(MOST) > 0) {
            throw at(token, "a number of 64 bits");
        }
        return value.longValue();
    }

    private ExpressionException at(Token token, String expected) {
        return ExpressionException.at(source, token, expected);
    }
}
