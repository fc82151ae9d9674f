import assert from "node:assert/strict";
import fc from "fast-check";
import { contextVariable, noOverrides } from "../../../../tools/gateway-emulator/mapping/context";
import { inputVariable } from "../../../../tools/gateway-emulator/mapping/input";
import { renderTemplate } from "../../../../tools/gateway-emulator/mapping/render";
import { utilVariable } from "../../../../tools/gateway-emulator/mapping/util";

const parameters = {
    path: { id: "of path" },
    querystring: { id: "of query", only: "of query" },
    header: { id: "of header", Accept: "text/html" },
};

function rendered(template: string, body: unknown = {}, emptyStringIsTrue = true) {
    const values = {
        input: inputVariable(typeof body === "string" ? body : JSON.stringify(body), parameters),
        context: contextVariable(
            { stage: "Test", "authorizer.claims.sub": "7", "authorizer.principalId": "me" },
            noOverrides(),
        ),
        stageVariables: { host: "shop" },
        util: utilVariable,
    };
    return renderTemplate(template, values, emptyStringIsTrue);
}

const book = { id: 7, price: 1.5, tags: ["a", "b"], author: { name: "A. B", born: null }, "my-key": "k", big: "x" };

/** Templates for `book` and their outputs. */
const cases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    $input: {
        "$input.json('$.author')": '{"name":"A. B","born":null}',
        "$input.json('$.author.name')": '"A. B"',
        "$input.json('$.none')": '""',
        "$input.path('$.tags[1]')": "b",
        "$input.path('$.tags[-1]')": "b",
        "$input.path('$[\"author\"].name')": "A. B",
        "$input.path('author.name')": "A. B",
        "$input.path('$.my-key')": "k",
        "$input.path('$..name')": '["A. B"]',
        "$input.path('$.tags[*]')": '["a","b"]',
        "$input.path('$.tags.name')[0]": "",
        "$input.params('id') $input.params('only') $input.params('Accept')": "of path of query text/html",
        "[$input.params('accept')]": "[]",
        "#foreach($place in $input.params().keySet())$place #end": "path querystring header ",
        "$input.params().querystring.get('only')": "of query",
    },
    "other variables": {
        "$context.stage $context.authorizer.claims.sub $context.authorizer.principalId": "Test 7 me",
        "[$context.authorizer.claims]": "[]",
        "${stageVariables.host} $stageVariables['host'] ${stageVariables['host']}": "shop shop shop",
        "$unknown.member $util.none()": " ",
        "$5.00 a#b $ # c@d.e": "$5.00 a#b $ # c@d.e",
    },
    $util: {
        "$util.escapeJavaScript('it/s \"ü\"')": 'it\\/s \\"\\u00FC\\"',
        '$util.escapeJavaScript("it\'s").replaceAll("\\\\\'","\'")': "it's",
        '$util.parseJson(\'{"key2":{"arr":[1,2,3]}}\').key2.arr[0]': "1",
        "$util.urlEncode('x=a b*') $util.urlDecode('x%3Da+b')": "x%3Da+b* x=a b",
        "$util.base64Encode('é') $util.base64Decode('w6k=')": "w6k= é",
    },
    "methods of Java's classes": {
        "#set($t = $input.path('$.author.name'))$t.length() $t.toLowerCase() $t.substring(3) $t.contains('.')":
            "4 a. b B true",
        "#set($t = $input.path('$.author.name'))$t.replaceAll('([A-Z])', '<$1>') $t.replace('.', '!') $t.split(' ')[1]":
            "<A>. <B> A! B B",
        "#set($t = 'a,b,,')$t.split(',').size() $t.split(',', 2)[1] $t.indexOf('b') $t.matches('a.*') $t.matches('b')":
            "2 b,, 2 true false",
        "#set($b = $input.path('$'))$b.size() $b.containsKey('id') $b.get('none') $b.tags.size() $b.tags.contains('b')":
            "6 true  2 true",
        "#foreach($e in $input.path('$.author').entrySet())$e.key=$e.getValue();#end": "name=A. B;born=;",
        "#set($l = [1, 'x'])#set($ignored = $l.add(3))$l $l.isEmpty() $l.get(1)": "[1, x, 3] false x",
        "#set($m = {'a': 1})#set($ignored = $m.put('b', [2]))$m $m.b $m.remove('a') $m.size()": "{a=1, b=[2]} [2] 1 1",
        "$input.path('$.author') $input.path('$.tags').empty": "{name=A. B, born=null} false",
    },
    directives: {
        "#set($a = 7 / 2)$a #set($a = 7 % 2)$a #set($a = 7.5 / 2)$a #set($a = 1 / 0)[$a]": "3 1 3.75 []",
        "#set($a = 'x' + 1)$a #set($a = $input.path('$.id') * 2 - 1)$a": "x1 13",
        "#if($input.path('$.id') == '7' && !$input.path('$.none'))a#end#if(2 > 1 || false)b#{else}c#end": "ab",
        "#if($input.path('$.author.born'))a#elseif($input.path('$.price') >= 1.5)b#else c#end": "b",
        "#foreach($t in $input.path('$.tags'))$foreach.index$foreach.count$velocityCount$t#if($foreach.hasNext),#end#end":
            "011a,122b",
        "#foreach($v in $input.path('$.author'))[$v]#end": "[A. B][]",
        "#foreach($i in [1..5])#if($i == 3)#break#end$i#end!": "12!",
        "#foreach($i in [3..1])#foreach($j in [1..$i])$j#end;#end$i": "123;12;1;",
        "#set($n = 0)#foreach($t in $input.path('$.tags'))#set($n = $n + 1)#end$n": "2",
        "#macro(bold $x)<b>$x</b>#end#bold('a')#bold($input.path('$.id'))": "<b>a</b><b>7</b>",
        "#define($loop)#foreach($k in $map.keySet())$k #end#end#set($map = {'a': 1})$loop#set($map = {'b': 1})$loop":
            "a b ",
        "#set($key = 'name')#set($q = \"$.author.${key}\")$input.path($q) #set($single = '$key')$single": "A. B $key",
        "## a comment\n#* another *#a#[[ $raw #end ]]#": "a $raw #end ",
        "#set($a = 1)\n#set($b = 2)\n$a$b\n": "12\n",
        "#set($o = {})#set($o.a = 1)#set($o['b'] = 2)$o": "{a=1, b=2}",
    },
};

describe("a mapping template", () => {
    for (const [subject, templates] of Object.entries(cases)) {
        for (const [template, output] of Object.entries(templates)) {
            it(`${subject}: ${JSON.stringify(template)}`, () => assert.equal(rendered(template, book).text, output));
        }
    }

    it("does not end a body that is not JSON", () => {
        assert.equal(rendered("[$input.path('$.a')] $input.json('$') $input.body", "<a/>").text, '[] "" <a/>');
    });

    it("takes an empty string for true or false, as the option says", () => {
        const template = "#if($input.params('none'))a#end#if($input.path('$.none'))b#end";
        assert.deepEqual([rendered(template).text, rendered(template, {}, false).text], ["a", ""]);
    });

    it("does not make a range that a request could make too long", () => {
        const render = (last: number) => rendered("#foreach($i in [1..$input.path('$.n')])#break#end", { n: last });
        assert.equal(render(100_000).text, "");
        assert.throws(() => render(100_001), /a range has 100001 numbers, over 100000/);
    });

    it("has values of the caller under any name, and changes no other object", () => {
        const values = { "authorizer.claims.__proto__.polluted": "1", "authorizer.constructor.name": "ada" };
        const context = contextVariable(values, noOverrides());
        assert.equal(Object.hasOwn(Object.prototype, "polluted"), false);
        assert.equal(renderTemplate("$context.authorizer.constructor.name", { context }, true).text, "ada");
    });

    it("ends a loop after 1,000 iterations, and says so", () => {
        const { text, explanation } = rendered("#foreach($i in [1..1002])x#end");
        assert.equal(text.length, 1000);
        assert.equal(explanation, "a #foreach over 1002 items ended after 1000, API Gateway's maximum");
        assert.equal(rendered("#foreach($i in [1..1000])x#end").explanation, undefined);
    });

    it("is not rendered if it is invalid, too long or endless", () => {
        for (const [template, message] of [
            ["#if(", /^TemplateError: the template is not valid: Parse error on line 1/],
            ["x".repeat(307_201), /over 307200 bytes/],
            ["#macro(m)#m()#end#m()", /nested more than 100 deep/],
            ["$input.path('$.a[?(')", /"\$\.a\[\?\(" is not a JSONPath expression/],
            ["$util.parseJson('{')", /parseJson is not JSON/],
            ["#set($t = 'abc')$t.substring(9)", /substring\(9, 3\) is out of range/],
            ["#set($t = 'abc')$t.matches('(')", /is not a regular expression/],
        ] as const)
            assert.throws(() => rendered(template), message);
    });

    it("cannot reach the program that runs it", () => {
        for (const name of ["constructor", "__proto__", "prototype", "toString.constructor"])
            assert.equal(rendered(`[$input.${name}$input.path('$').${name}$input.params.${name}]`).text, "[]");
        rendered("#set($input.path('$').__proto__.polluted = 1)#set($o = {})#set($o.__proto__ = {'polluted': 1})");
        assert.equal(Object.hasOwn(Object.prototype, "polluted"), false);
    });

    const seed = { seed: 18 };

    it("passes any JSON value on", () => {
        fc.assert(
            fc.property(fc.jsonValue(), (value) => {
                const json = JSON.stringify(value);
                const expected = JSON.parse(json) ?? "";
                assert.deepEqual(JSON.parse(rendered("$input.json('$')", json).text), expected);
            }),
            seed,
        );
    });

    it("escapes any string so that JSON has it again", () => {
        fc.assert(
            fc.property(fc.string({ unit: "binary" }), (text) => {
                const template = `{"a": "$util.escapeJavaScript($input.path('$.a')).replaceAll("\\\\'","'")"}`;
                assert.deepEqual(JSON.parse(rendered(template, { a: text }).text), { a: text });
            }),
            seed,
        );
    });

    it("encodes any string so that a form and Base64 have it again", () => {
        fc.assert(
            fc.property(fc.string({ unit: "grapheme" }), (text) => {
                const template =
                    "$util.urlDecode($util.urlEncode($input.path('$.a')))|$util.base64Decode($util.base64Encode($input.path('$.a')))";
                assert.equal(rendered(template, { a: text }).text, `${text}|${text}`);
            }),
            seed,
        );
    });
});
