import { isMap, isScalar, parseDocument } from "yaml";
import { hasAlias } from "../project/yaml-alias";
import { UsageError } from "../terminal/usage-error";

/** A stack's file with another image. */
export interface EditedFile {
    /** Name of the file, such as Pulumi.prod.yaml. */
    readonly fileName: string;
    readonly text: string;
    /** The setting before, such as "build: app/pictures". */
    readonly before: string;
}

/**
 * Sets the image of an API or a page in the text of a stack's file, in place of its `build` or its image before. Everything
 * else, comments and layout included, stays as it is.
 * @throws {UsageError} if it has neither written out as `key: value`, or an alias repeats it elsewhere.
 */
export function withImage(fileName: string, text: string, api: string, reference: string): EditedFile {
    const document = parseDocument(text);
    const isPage = document.hasIn(["config", "gatehouse:pages", api]);
    const path = ["config", isPage ? "gatehouse:pages" : "gatehouse:apis", api];
    const settings = document.getIn(path);
    const pair = isMap(settings)
        ? settings.items.find(({ key }) => isScalar(key) && ["build", "image"].includes(String(key.value)))
        : undefined;
    const { key, value } = pair ?? {};
    const unchangeable = new UsageError([
        `"${fileName}": got no image or build that can be replaced, want one of them written out in one line at ${path.slice(1).join(".")}, with no alias that refers to it`,
    ]);
    if (!isScalar(key) || !isScalar(value) || !key.range || !value.range) throw unchangeable;
    const around = path.map((_, index) => document.getIn(path.slice(0, index + 1)));
    if (hasAlias(document, [value, ...around])) throw unchangeable;
    const [begin] = key.range;
    const [, end] = value.range;
    const edited = `${text.slice(0, begin)}image: ${reference}${text.slice(end)}`;
    const result = parseDocument(edited);
    if (result.errors.length > 0 || result.getIn([...path, "image"]) !== reference) throw unchangeable;
    return { fileName, text: edited, before: text.slice(begin, end) };
}
