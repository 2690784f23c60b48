/// Which methods of the reference cases are implemented, and which may still wait.
enum CaseMethods {
    typealias Method = @Sendable (ReferenceCases.Case) -> JSON

    /// Issues whose methods must pass: "later" is a failure for them.
    static let resolvedIssues: Set<Int> = [2]

    static let implemented: [String: Method] = [
        "kpi.municipality_30pct": KPICases.municipality,
        "kpi.prefecture_50pct": KPICases.prefecture,
        "kpi.data_quality_bounds": KPICases.bounds,
        "kpi.as_of": AsOfCase.result,
        "kpi.area_rollup": AreaRollUpCase.result,
        "kpi.rate_decomposition": KPICases.rateDecomposition,
        "kpi.float_traps": FloatTraps.result,
        "kpi.area_code": KPICases.areaCode,
    ]

    /// Methods that are not implemented yet, with the issue that brings them; nil: may wait for good (the LATER list
    /// of the cases' README).
    static let later: [String: Int?] = [
        "rogers.rank_midpoint": 6, "rogers.group_category": 6, "rogers.stage": 6, "rogers.lifecycle": 6,
        "rogers.mean_sd": nil, "rogers.theory": nil, "rogers.pitfall": nil, "rogers.bass_categories": nil,

        "bass.hazard_mle": 6, "forecast.binomial_chain_dp": 6, "forecast.reach_probability_const": 6,
        "forecast.grid_posterior": 6, "forecast.power_prior": 6,
        "backtest.mase": 6, "backtest.interval_score": 6, "backtest.pinball": 6,
        "bass.curve": nil, "bass.nls": nil, "bass.profile": nil, "forecast.delta_time": nil,
        "logistic.nls": nil, "gompertz.nls": nil, "curve.compare": nil,
        "forecast.eb_shrinkage": nil, "forecast.eb_shrinkage_fixed": nil, "backtest.rolling_origin": nil,

        "campaign.change_comparison": 4, "campaign.min_p": 4, "campaign.did_weighting": 4,
        "campaign.permutation_office_weighted": 4,
        "campaign.did_2x2": nil, "campaign.did_twfe": nil, "campaign.its": nil, "campaign.matching": nil,
        "campaign.staggered_did": nil,

        "survey.wilson": 5, "survey.wilson_fpc": 5, "survey.crosstab": 5, "survey.paired_change": 5,
        "survey.min_p": 5, "survey.suppression": 5, "survey.suppression_audit": 5, "survey.percent_consistency": 5,
        "survey.multi_answer": 5, "survey.p_adjust": 5, "survey.paired_bootstrap": 5, "survey.likert": 5,
        "survey.nps": 5, "survey.response_rate": 5,
        "survey.mcnemar": nil, "survey.kappa": nil, "survey.kappa_fleiss": nil, "survey.weights_stratified": nil,
        "survey.raking": nil, "survey.ordinal_compare": nil,

        "special.t_sf": 5, "special.betainc": 5, "special.nbinom": 5, "special.norm_ppf": 5, "special.norm_cdf": 5,
        "special.chi2_sf": 5, "special.binom_pmf": 5, "special.lgamma": 5, "special.signrank": 5,

        "network.benchmark": 6, "network.max_coverage": 6, "network.recruit_links": 6, "network.coverage": 6,
        "network.degree": 6,
        "network.granovetter": nil, "network.exposure": nil, "network.linear_threshold": nil,
    ]
}
