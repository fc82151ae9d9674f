/**
 * The codes of ISO 3166-1, and XK, which AWS WAF and CloudFront take for countries
 * (docs.aws.amazon.com/waf/latest/APIReference/API_GeoMatchStatement.html). A line for each letter.
 */
const codes = new Set(
    `AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ
     BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
     CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ
     DE DJ DK DM DO DZ
     EC EE EG EH ER ES ET
     FI FJ FK FM FO FR
     GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY
     HK HM HN HR HT HU
     ID IE IL IM IN IO IQ IR IS IT
     JE JM JO JP
     KE KG KH KI KM KN KP KR KW KY KZ
     LA LB LC LI LK LR LS LT LU LV LY
     MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ
     NA NC NE NF NG NI NL NO NP NR NU NZ
     OM
     PA PE PF PG PH PK PL PM PN PR PS PT PW PY
     QA
     RE RO RS RU RW
     SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ
     TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ
     UA UG UM US UY UZ
     VA VC VE VG VI VN VU
     WF WS
     XK
     YE YT
     ZA ZM ZW`.split(/\s+/),
);

/** The form of a country's code. */
export const countryForm = "the ISO code of a country such as DE";

/** The form that a country's code misses; undefined for a code that exists. */
export function countryProblem(code: string): string | undefined {
    if (codes.has(code)) return undefined;
    return code === "UK" ? "GB, the ISO code of the United Kingdom" : countryForm;
}
