Page({
  data: {
    nodes: [{ name: 'div', attrs: { style: 'line-height: 1.8; color: #07c160' }, children: [{ type: 'text', text: '你好，' }, { name: 'b', children: [{ type: 'text', text: '世界' }] }] }],
    html: '<h3>标题</h3><p>段落里有 <strong>粗体</strong>、<em>斜体</em> 和 <span style="color:#fa5151">颜色</span>。</p><ul><li>第一</li><li>第二</li></ul><script>alert(1)</script>',
  },
})
