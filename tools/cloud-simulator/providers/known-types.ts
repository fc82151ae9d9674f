import { awsTypes } from "../aws/resource-types";
import { dockerBuildTypes } from "../docker-build/resource-types";
import { kubernetesKinds } from "../kubernetes/kinds";
import { randomTypes } from "../random/random-model";
import type { Price } from "../resources/resource-type";

interface TypeFacts {
    readonly serves: boolean;
    readonly price: Price;
}

const facts: Readonly<Record<string, TypeFacts>> = {
    ...awsTypes,
    ...dockerBuildTypes,
    ...randomTypes,
    ...Object.fromEntries(
        Object.entries(kubernetesKinds).map(([kind, entry]) => [`kubernetes:${entry.apiVersion}:${kind}`, entry]),
    ),
};

/** Types that an API needs to serve its clients, or to limit them. */
export function servingTypes(): string[] {
    return Object.keys(facts).filter((type) => facts[type]?.serves);
}

/** How a cost estimate treats a type; undefined if the simulator does not know it. */
export function priceOf(type: string): Price | undefined {
    return facts[type]?.price;
}
