import assert from "node:assert/strict";
import fc from "fast-check";
import { elementsOf, stringIn, xmlDocument } from "../../../../tools/service-emulator/wire/xml";
import { isThorough } from "../../../test-size";

describe("XML of services", () => {
    it("has elements in order, repeats lists, and leaves out what is undefined", () => {
        const content = { A: "1", B: undefined, C: ["x", { D: "<&>\"" }], E: [] };
        assert.equal(
            xmlDocument("R", content, "urn:x"),
            '<?xml version="1.0" encoding="UTF-8"?>\n<R xmlns="urn:x"><A>1</A><C>x</C><C><D>&lt;&amp;&gt;&quot;</D></C></R>',
        );
    });

    it("is read as it was written, with any characters", () => {
        const property = fc.property(fc.array(fc.string({ unit: "binary" }), { minLength: 1, maxLength: 4 }), (texts) => {
            const document = xmlDocument("R", { Key: texts });
            assert.deepEqual(elementsOf(document, "Key").map((xml) => stringIn(`<K>${xml}</K>`, "K")), texts);
        });
        fc.assert(property, { seed: 20, numRuns: isThorough ? 2000 : 100 });
    });

    it("is read with attributes, empty elements and references", () => {
        const xml = '<Delete xmlns="urn:x"><Object><Key>a&#x26;&#65;&apos;</Key></Object><Object><Key/></Object></Delete>';
        assert.deepEqual(elementsOf(xml, "Object").map((object) => stringIn(object, "Key")), ["a&A'", ""]);
        assert.equal(stringIn(xml, "Quiet"), undefined);
    });
});
