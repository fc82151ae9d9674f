import type { Place } from "../../problem";
import { isObject, valueAt } from "../../raw-value";
import type { Origins } from "../origins";

/** A part of a document that is being made. */
export type Target = Record<string, unknown>;

const definitions = "#/definitions/";

/** A Swagger 2.0 document while it is converted: values by their place, and copies that keep their origins. */
export class SwaggerTree {
    constructor(
        private readonly root: unknown,
        private readonly origins: Origins,
    ) {}

    /** The value at a place of the Swagger document; undefined if it is absent. */
    valueAt(at: Place): unknown {
        return valueAt(this.root, at);
    }

    /** Whether there is an object at a place. */
    isObject(at: Place): boolean {
        return isObject(this.valueAt(at));
    }

    /** The items of a list; undefined if there is no list. */
    listAt(at: Place): readonly unknown[] | undefined {
        const value = this.valueAt(at);
        return Array.isArray(value) ? value : undefined;
    }

    /** Records that the value of a key comes from a place of the Swagger document. */
    move(target: object, key: string | number, from: Place): void {
        this.origins.set(target, key, this.origins.of(this.root, from));
    }

    /** Copies the keys of an object that a filter keeps; their values are those of the document. */
    copyOf(at: Place, keeps: (key: string) => boolean): Target {
        const value = this.valueAt(at);
        if (!isObject(value)) return {};
        const copy = Object.fromEntries(Object.entries(value).filter(([key]) => keeps(key)));
        this.origins.copy(value, copy);
        return copy;
    }

    /** Converts each value of an object; any other value is returned as it is. */
    mapEntries(at: Place, convert: (place: Place) => unknown): unknown {
        const value = this.valueAt(at);
        if (!isObject(value)) return value;
        const copy = Object.fromEntries(Object.keys(value).map((key) => [key, convert([...at, key])]));
        this.origins.copy(value, copy);
        return copy;
    }

    /**
     * Makes the `content` of a body or a response: the schema at a place for each media type, JSON by default. Messages
     * about a media type name the owner, as Swagger has no content.
     */
    contentOf(owner: Place, schema: Place, mediaTypes: readonly unknown[] = []): Target {
        const media: Target = { schema: this.schemaAt(schema) };
        this.move(media, "schema", schema);
        return this.contentWith(owner, media, mediaTypes.length === 0 ? ["application/json"] : mediaTypes);
    }

    /** Makes the `content` of a body or a response from what all its media types have in common. */
    contentWith(owner: Place, media: object, mediaTypes: readonly unknown[]): Target {
        const content = Object.fromEntries(mediaTypes.map((type) => [String(type), media]));
        for (const type of Object.keys(content)) this.move(content, type, owner);
        return content;
    }

    /** Copies a schema, or a map of schemas, with references, files and `x-nullable` as OpenAPI 3.0 writes them. */
    schemaAt(at: Place): unknown {
        return this.schema(this.valueAt(at));
    }

    private schema(value: unknown): unknown {
        if (Array.isArray(value)) {
            const copy = value.map((item) => this.schema(item));
            this.origins.copy(value, copy);
            return copy;
        }
        if (!isObject(value)) return value;
        // As entries, as a property may have the name "__proto__".
        const copy: Target = Object.fromEntries(
            Object.entries(value).map(([key, child]): [string, unknown] => {
                if (key === "$ref" && typeof child === "string" && child.startsWith(definitions))
                    return [key, `#/components/schemas/${child.slice(definitions.length)}`];
                return key === "x-nullable" ? ["nullable", child] : [key, this.schema(child)];
            }),
        );
        if (copy.type === "file") Object.assign(copy, { type: "string", format: "binary" });
        this.origins.copy(value, copy);
        return copy;
    }
}
