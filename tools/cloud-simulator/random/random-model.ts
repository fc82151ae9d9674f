import { DataModel } from "../resources/data-model";
import { documentation, type ResourceTypes } from "../resources/resource-type";
import { generated } from "../resources/template";
import type { Cloud, Described, Identity } from "../state/cloud";
import { type PropertyMap, secret, text } from "../state/property-values";

const passwordType = "random:index/randomPassword:RandomPassword";

const characters = ["lower", "upper", "numeric", "special"] as const;
const minimums = ["minLower", "minNumeric", "minSpecial", "minUpper"] as const;

/** Random values, which exist in the state alone. */
export const randomTypes: ResourceTypes = {
    [passwordType]: {
        id: "none",
        outputs: {
            bcryptHash: "",
            ...Object.fromEntries(characters.map((name) => [name, true])),
            ...Object.fromEntries(minimums.map((name) => [name, 0])),
            number: true,
            result: "",
        },
        required: ["length"],
        // hashicorp/terraform-provider-random, internal/provider/resource_password.go: RequiresReplace.
        replaceOn: ["keepers", "length", ...characters, ...minimums, "number", "overrideSpecial"],
        source: documentation,
        serves: true,
        price: "free",
    },
};

/** Passwords of the provider `random`: as long as demanded, secret, and another one after each replacement. */
export class RandomModel extends DataModel {
    constructor() {
        super("random", randomTypes);
    }

    override create(resource: Identity, inputs: PropertyMap, cloud: Cloud): Described {
        const { id, outputs } = super.create(resource, inputs, cloud);
        const seed = `${resource.urn} ${cloud.store.timesCreated(resource.urn)}`;
        const result = secret(password(seed, outputs));
        const bcryptHash = secret(`$2a$10$${generated(seed, "alnum", 53)}`);
        return { id, outputs: { ...outputs, result, bcryptHash } };
    }
}

// The enabled kinds of characters alternate, so that a password of usual length has the minimum number of each.
function password(seed: string, { length, overrideSpecial, ...flags }: PropertyMap): string {
    const special = text(overrideSpecial) || "!@#$%&*()-_=+[]{}<>:?";
    const alphabets = {
        lower: "abcdefghijkmnpqrstuvwxyz",
        upper: "ABCDEFGHJKLMNPQRSTUVWXYZ",
        numeric: "23456789",
        special,
    };
    const used = characters.filter((name) => flags[name] !== false && (name !== "numeric" || flags.number !== false));
    const digits = Array.from({ length: Math.ceil(Number(length) / 32) }, (_, block) =>
        generated(`${seed} ${block}`, "hex", 64),
    ).join("");
    return Array.from({ length: Number(length) }, (_, index) => {
        const alphabet = alphabets[used[index % used.length] ?? "lower"];
        return alphabet[Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16) % alphabet.length] ?? "";
    }).join("");
}
