"""What people type, and what Markdown would make of it."""

TYPED = [
    "3~5号楼", "3~~5~~号楼", "1*2单元*3室", "**甲**", "a_b_c", "_甲_", "`甲`", "5$楼6$", "$$x^2$$", "A1:red", ":red[x]",
    ":red-badge[急]", ":color[x]{foreground=red}", "::: 甲", "::甲", "{a}", ":material/home:", ":material_home:", ":streamlit:",
    ":smile:", "a:+1:b", "10:30:45", "<b>x</b>", "<!-- x -->", "&amp; &#42;", "\\*", "甲\\", "http://a.cn/b", "https://a.cn",
    "HTTP://A.cn", "www.a.cn", "a@b.cn", "mailto:a@b.cn", "<http://a.cn>", "[x](http://y)", "![x](http://y)", "[x]", "[^1]",
    "# 甲", "- 甲", "+ 甲", "* 甲", "1. 甲", "12) 甲", "> 甲", "---", "===", "~~~", "a -> b", "a <- b", "a <-> b", "a -- b",
    "a >= b", "a <= b", "a ~= b", "->", "|a|b|", "(甲)", "甲!", "3-2-501", "“甲”", "李·乙", "a:red[b]:material/x:http://y.cn@z.cn",
]  # fmt: skip
